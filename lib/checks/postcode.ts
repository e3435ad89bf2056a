import type { RowCheck } from "@/lib/datasets/define";

/** Outward and inward part with one space; the letters of the inward part leave out C, I, K, M, O and V (BS 7666). */
const format = /^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2}$/;

function tidied(postcode: string): string {
  const joined = postcode.toUpperCase().replace(/\s/g, "");
  return `${joined.slice(0, -3)} ${joined.slice(-3)}`;
}

export const postcodeFormat: RowCheck<"postcode"> = {
  scope: "row",
  id: "A02",
  severity: "error",
  title: "Postcode not in UK format",
  columns: ["postcode"],
  find: ({ postcode }) => {
    if (postcode === null || format.test(postcode)) return null;
    const right = format.test(tidied(postcode))
      ? `${tidied(postcode)} would be right`
      : "A whole postcode with one space, such as ZZ99 9ZZ, would be right";
    return { words: `The postcode is given as "${postcode}". ${right}.` };
  },
  good: { cells: { postcode: "ZZ99 9ZZ" } },
  bad: { cells: { postcode: "ZZ9" } },
};
