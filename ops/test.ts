import { stopUnusedServer } from "@/ops/test-database";
import { stopRunning } from "@/ops/test-run";
import { parseStages, type StageName, stages, tally } from "@/ops/test-stages";

/** The whole of `npm test`, or the stages named on the command line; the last line is the sum of all. */
async function main(names: StageName[]): Promise<number> {
  const total = { passed: 0, failed: 0 };
  const lines: string[] = [];
  for (const stage of stages.filter(({ group }) => names.includes(group))) {
    const began = performance.now();
    console.log(`\n== ${stage.title}`);
    const outcome = await stage.run();
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    lines.push(
      `${stage.title.padEnd(34)} ${tally(outcome).padEnd(24)} ${((performance.now() - began) / 1000).toFixed(1)} s`,
    );
  }
  console.log(`\n${lines.join("\n")}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () =>
    stopRunning()
      .then(stopUnusedServer)
      .finally(() => process.exit(130)),
  );
}

const names = parseStages(process.argv.slice(2));
if (typeof names === "string") {
  console.error(names);
  process.exit(2);
}
process.exit(await main(names));
