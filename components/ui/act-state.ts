/** What a form was answered with: what is wrong with it, what was typed, or what was done. */
export interface ActState {
  /** `field` is the name of a field of the form; empty for the whole form. */
  faults: { field: string; words: string }[];
  given: Record<string, string[]>;
  done?: string;
}

export const untouched: ActState = { faults: [], given: {} };
