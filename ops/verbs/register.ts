import path from "node:path";
import { Invalid } from "@/lib/errors";
import { loadRegister } from "@/lib/schools/register";
import { files, type Verb } from "./verb";

const shown = 50;
const nothing = { file: "", kind: null, rows: 0, added: 0, changed: 0, closed: 0, unchanged: 0, faults: [] };

export const register: Verb = {
  name: "register",
  usage: "register FILE…",
  about:
    "Loads establishment extracts and links files of Get Information about Schools, and postcodes from ONSPD or Code-Point Open (.csv, .csv.gz).",
  options: {},
  run: async (given) => {
    const rows: Record<string, unknown>[] = [];
    let faults = 0;
    for (const file of files(given)) {
      const name = path.basename(file);
      try {
        const report = await loadRegister(file);
        faults += report.faults.length;
        for (const fault of report.faults.slice(0, shown)) given.say(`${name}, line ${fault.line}: ${fault.words}`);
        if (report.faults.length > shown)
          given.say(`${name}: ${report.faults.length - shown} more; --json has them all.`);
        rows.push({ ...report, words: null });
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        faults += 1;
        rows.push({ ...nothing, file: name, words: error.message });
      }
    }
    return { rows, faults };
  },
};
