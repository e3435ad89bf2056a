import { advanceBatch } from "@/lib/batches/advance";
import { closePlaces, type Place } from "@/lib/batches/make";
import type { Draw } from "@/lib/batches/make-item";
import { drawPool } from "./draw-pool";

/** Threads that draw for tests, as a worker has them. */
export const pool = drawPool({ threads: 2, memoryMb: 512 });

export async function closeAll(): Promise<void> {
  await pool.close();
  await closePlaces();
}

/** What a worker does with a batch's job; in one slice, however busy the machine. */
export const work = ({ scope, code }: Place, id: string, draw: Draw = pool.draw, lanes = 2) =>
  advanceBatch({ laCode: code, id, actor: scope.actor }, { draw, lanes, sliceMs: 600_000 });
