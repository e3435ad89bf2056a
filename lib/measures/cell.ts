import type { Measure } from "./define";
import type { Figure, Place, Reason } from "./figure";

export type Shown = Extract<Figure, { value: number }>;

/** Pupils, and their sum of the measure: those who met it, or what a mean is made of. */
export interface Count {
  n: number;
  k: number;
}

export interface Cell extends Count {
  figure: Figure;
  hidden?: Reason;
  /** May be told how many are aside; only asked of cells of places that are not seen in full. */
  aside?: boolean;
  /** Shown only so roughly that its cohort cannot be worked out. */
  rough?: boolean;
}

/** One place, measure and year. */
export interface Table {
  place: Place;
  full: boolean;
  cells: Map<string, Cell>;
}

export interface Rules {
  measure: Measure;
  threshold: number;
  /** Figures of the same place and group, for the measures that a mean is the sum of. */
  given(place: Place, group: string): Shown[];
}

export const isShown = (figure: Figure): figure is Shown => "value" in figure;
