import { parseStartOptions } from "@/ops/options";
import { loadDemo } from "@/ops/verbs/demo";

const { schools, years } = parseStartOptions(process.argv.slice(2));
await loadDemo({ schools, years, log: (line) => console.log(line) });
// The pools of lib stay open otherwise; everything has been committed.
process.exit(0);
