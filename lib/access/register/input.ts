import { z } from "zod";

/** A line or two of text; `missing` says what to enter where there must be some. */
export function words(most: number, missing?: string) {
  const text = z
    .string({ error: missing })
    .trim()
    .max(most, `Use ${most} characters at most`)
    .transform((given) => given.replace(/\s+/gu, " "));
  return missing ? text.refine((given) => given !== "", missing) : text;
}

/** Whose entry in which school's register. */
export const whose = { urn: z.string(), person: z.uuid("There is no such person") };

const chooseLevel = { error: "Choose a level" };

/** A level that a school gives, as a number or a form's text. */
export const levelGiven = z.coerce.number(chooseLevel).pipe(z.union([z.literal(2), z.literal(3)], chooseLevel));
