/** Why a figure is not shown. Words for each are in `reasonWords`. */
export type Reason = "small" | "secondary" | "none" | "not-applicable" | "not-published" | "not-held";

export type Unit = "percent" | "number" | "mean";

/** Where a figure stands: a school (`key` is the URN), a Locality (`key` is its id), the authority, or England. */
export interface Place {
  kind: "school" | "locality" | "la" | "national";
  key: string;
  label: string;
}

/**
 * A figure is a value or a reason, never a nullable number.
 * `cohort` is the denominator (pupils counted), `met` the numerator; both are left out whenever the value is withheld
 * or is a published one that comes without them. `aside` counts pupils who are out of the denominator and shown beside it.
 */
export type Figure = {
  measure: string;
  place: Place;
  year: number;
  group: string;
  unit: Unit;
} & (
  | {
      value: number;
      cohort?: number;
      met?: number;
      aside?: number;
      schools?: { in: number; of: number };
      source?: string;
    }
  | { withheld: Reason; schools?: { in: number; of: number } }
);

export const reasonWords: Record<Reason, { short: string; long: string }> = {
  // One wording for both: telling which of two cells is the small one would help to work it out.
  small: { short: "c", long: "c: withheld, so that no pupil can be recognised" },
  secondary: { short: "c", long: "c: withheld, so that no pupil can be recognised" },
  none: { short: "–", long: "–: no pupils" },
  "not-applicable": { short: "n/a", long: "n/a: does not apply" },
  "not-published": { short: "n/p", long: "n/p: not published" },
  "not-held": { short: "n/h", long: "n/h: not held" },
};

/** A figure as it is printed: percent and mean to one decimal at most, numbers whole; a reason as its short mark. */
export function figureText(figure: Figure): string {
  if ("withheld" in figure) return reasonWords[figure.withheld].short;
  return numberText(figure.value, figure.unit);
}

/** One place rounds: half up, percent to a whole number (DfE publishes school figures so), means to one decimal. */
export function numberText(value: number, unit: Unit): string {
  if (unit === "mean") return ((Math.round(value * 10 + 1e-9) || 0) / 10).toFixed(1);
  return String(Math.round(value + 1e-9) || 0);
}
