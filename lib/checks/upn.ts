import type { CheckContext, Finding, RowCheck } from "@/lib/datasets/define";
import { isUpnLa } from "@/lib/datasets/shared/upn-las";
import { checkLetter, upnLetters } from "@/lib/upn";

type FaultId = "U02" | "U04" | "U05" | "U06";
const LENGTH = 13;

function lengthFault(upn: string): [FaultId, string] {
  const long = upn.length > LENGTH ? "too many" : "too few";
  const words = `UPN ${upn} has ${upn.length} characters, which is ${long}: a letter and 12 characters after it would be right.`;
  return [upn.length < LENGTH - 1 ? "U05" : "U06", words];
}

function authorityFault(upn: string, laCode: string): string | null {
  const code = upn.slice(1, 4);
  if (isUpnLa(code, laCode)) return null;
  const why =
    code === "999" ? "is the test code, which no real pupil has" : "is not the code of an authority that gives UPNs";
  return `Characters 2 to 4 of UPN ${upn} are the authority's code, but ${code} ${why}. Ask the school for the right UPN.`;
}

function digitsFault(upn: string): string | null {
  const at = [...upn.slice(4, 12)].findIndex((char) => !/[0-9]/.test(char));
  if (at < 0) return null;
  return `Characters 5 to 12 of UPN ${upn} must be digits; character ${at + 5} is "${upn[at + 4]}". A digit there would be right.`;
}

function lastFault(upn: string): string | null {
  const last = upn[12] ?? "";
  if (/[0-9]/.test(last) || upnLetters.includes(last)) return null;
  const right = upnLetters.includes(last.toUpperCase())
    ? `the capital ${last.toUpperCase()}`
    : "a digit, or for a temporary UPN a capital letter other than I, O and S,";
  return `Character 13 of UPN ${upn} is "${last}": ${right} would be right.`;
}

function letterFault(upn: string): string | null {
  const body = upn.slice(1);
  const letter = checkLetter(body);
  if (upn[0] === letter) return null;
  if (upn[0]?.toUpperCase() === letter)
    return `UPN ${upn} begins with a small letter: ${letter}${body} would be right.`;
  return `The check letter should be ${letter}: ${upn} would be right as ${letter}${body}, unless another character is wrong. Ask the school which one is.`;
}

/**
 * What is wrong with the form of a UPN, by check. Each fact is said once: with a wrong length nothing else can be
 * placed, and a wrong character explains a check letter that does not fit.
 */
function formFaults(upn: string, laCode: string): Partial<Record<FaultId, string>> {
  if (upn.length !== LENGTH) return Object.fromEntries([lengthFault(upn)]);
  const parts: [FaultId, string | null][] = [
    ["U04", authorityFault(upn, laCode)],
    ["U05", digitsFault(upn)],
    ["U06", lastFault(upn)],
  ];
  const wrong = parts.filter(([, words]) => words !== null);
  return Object.fromEntries(wrong.length > 0 ? wrong : [["U02", letterFault(upn)]]);
}

const byForm =
  (id: FaultId) =>
  ({ upn }: { upn: string | null }, { laCode }: CheckContext): Finding<"upn"> | null => {
    const words = upn === null ? null : formFaults(upn, laCode)[id];
    return words ? { words } : null;
  };

const base = { scope: "row", severity: "error", columns: ["upn"] } satisfies Partial<RowCheck<"upn">>;

/**
 * The UPN of a record by itself (DfE, Unique Pupil Numbers; the school census numbers the same checks 1500, 1510, 1530,
 * 1540, 1550). The same UPN twice is in `duplicate.ts`.
 */
export const upnChecks: RowCheck<"upn">[] = [
  {
    ...base,
    id: "U01",
    title: "UPN missing",
    find: ({ upn }) =>
      upn === null
        ? {
            words: "The UPN is missing. Ask the school for it: a child who has none is given one there.",
          }
        : null,
    good: { cells: { upn: "R201100018042" } },
    bad: { cells: { upn: null } },
  },
  {
    ...base,
    id: "U02",
    title: "UPN check letter wrong",
    find: byForm("U02"),
    good: { cells: { upn: "B801200005001" } },
    bad: { cells: { upn: "A801200005001" } },
  },
  {
    ...base,
    id: "U04",
    title: "UPN authority code not recognised",
    find: byForm("U04"),
    good: { cells: { upn: "K999200124001" }, laCode: "999" },
    bad: { cells: { upn: "K999200124001" }, laCode: "801" },
  },
  {
    ...base,
    id: "U05",
    title: "UPN characters 5 to 12 not all digits",
    find: byForm("U05"),
    good: { cells: { upn: "H801200001001" } },
    bad: { cells: { upn: "X80120000A001" } },
  },
  {
    ...base,
    id: "U06",
    title: "UPN character 13 not recognised",
    find: byForm("U06"),
    good: { cells: { upn: "T20110001804V" } },
    bad: { cells: { upn: "T20110001804I" } },
  },
  {
    ...base,
    id: "U07",
    severity: "query",
    title: "Temporary UPN",
    find: ({ upn }) =>
      upn?.length === LENGTH && upnLetters.includes(upn.slice(-1))
        ? {
            words: `UPN ${upn} is temporary: it ends in a letter. Replace it by the permanent one if the pupil has been at another school in England; otherwise mark it correct.`,
          }
        : null,
    good: { cells: { upn: "R201100018042" } },
    bad: { cells: { upn: "T20110001804V" } },
  },
];
