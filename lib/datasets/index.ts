import { NotFound } from "@/lib/errors";
import type { Dataset } from "./define";
import { eyfsp } from "./eyfsp";
import { phonics } from "./phonics";

/** The dataset registry: adding one is its folder and a line here. */
export const datasets: Dataset[] = [eyfsp, phonics];

/** Throws `NotFound` for an id that is no dataset. */
export function datasetById(id: string): Dataset {
  const found = datasets.find((d) => d.id === id);
  if (found) return found;
  throw new NotFound(`There is no dataset called "${id}". There are: ${datasets.map((d) => d.id).join(", ")}.`);
}

export const datasetGuards = datasets.map((d) => d.table.guard);
