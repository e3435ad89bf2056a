import { parseArgs } from "node:util";

export interface StartOptions {
  help: boolean;
  /** No demo authority is made. */
  empty: boolean;
  schools: number;
  /** Number of years up to and with 2026. */
  years: number;
}

export const startHelp = `npm start -- [--empty] [--schools N] [--years Y]

Starts Keymark: installs what is missing, keeps a database of its own, builds, makes the demo authority,
and runs web and worker until Ctrl-C.

  --empty        no demo authority
  --schools N    schools of the demo authority (1 to 1000, default 24)
  --years Y      years of its results, the last is 2026 (1 to 5, default 5)
  --help         this text

  PORT           port of the web pages (default 3000, or the next free one)
  HOST           address to listen on (default 127.0.0.1: this machine only)
  WORKER_PORT    port of the worker's /api/health (default 3001, or the next free one)
  PUBLIC_URL     address under which people reach it (default http://localhost:PORT)
  KEYMARK_DATA   the data folder (default .keymark)
  DATABASE_URL   administrator of a PostgreSQL 16 or later to be used instead of the embedded one`;

/** Thrown when an option is wrong; the message says what would be right. */
export class OptionError extends Error {
  override name = "OptionError";
}

function whole(name: string, given: string, most: number): number {
  const value = Number(given);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new OptionError(`--${name} must be a whole number from 1 to ${most}, not "${given}".`);
}

/** Parses the options of `npm start`. Throws `OptionError`. */
export function parseStartOptions(args: string[]): StartOptions {
  const read = () =>
    parseArgs({
      args,
      options: {
        help: { type: "boolean", default: false },
        empty: { type: "boolean", default: false },
        schools: { type: "string", default: "24" },
        years: { type: "string", default: "5" },
      },
    }).values;
  try {
    const { help, empty, schools, years } = read();
    return { help, empty, schools: whole("schools", schools, 1000), years: whole("years", years, 5) };
  } catch (error) {
    if (error instanceof OptionError) throw error;
    throw new OptionError(`${error instanceof Error ? error.message : error}\n\n${startHelp}`);
  }
}
