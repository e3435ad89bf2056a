import { execFile } from "node:child_process";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** Whether a program of others is on this machine; CI need not have it. */
export const hasProgram = (name: string): Promise<boolean> =>
  exec("sh", ["-c", `command -v ${name}`]).then(
    () => true,
    () => false,
  );

/** What a program writes. Throws with its own words where it fails. */
export async function run(program: string, args: string[]): Promise<string> {
  const { stdout } = await exec(program, args, { maxBuffer: 64 * 1024 * 1024, timeout: 100_000 });
  return stdout;
}
