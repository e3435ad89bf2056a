import type { Tx } from "@/db/scope";

export const eventKinds = ["import", "records", "batch"] as const;

/** What changed, by key: told by NOTIFY, so it arrives when the transaction commits. Listeners re-check their scope. */
export interface ChangeEvent {
  la: string;
  kind: (typeof eventKinds)[number];
  id: string;
}

export const channel = "keymark";

export async function tell({ sql }: Tx, event: ChangeEvent): Promise<void> {
  await sql`select pg_notify(${channel}, ${JSON.stringify(event)})`;
}
