import { existsSync } from "node:fs";
import path from "node:path";
import { loadRegister } from "@/lib/schools/register";
import { UsageError, type Verb } from "./verb";

export const register: Verb = {
  name: "register",
  usage: "register FILE…",
  about: "Loads establishment extracts and links files of Get Information about Schools (.csv, .csv.gz).",
  options: {},
  run: async (given) => {
    if (given.words.length === 0) throw new UsageError("Which file? None is named.");
    const rows: Record<string, unknown>[] = [];
    let faults = 0;
    for (const file of given.words) {
      if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
      const report = await loadRegister(file);
      faults += report.faults.length;
      for (const fault of report.faults.slice(0, 50))
        given.say(`${path.basename(file)}, line ${fault.line}: ${fault.words}`);
      rows.push({ ...report, file: path.basename(file), faults: report.faults });
    }
    return { rows, faults };
  },
};
