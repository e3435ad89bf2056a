import type { GridColumn } from "./types";

type Kind = Pick<GridColumn, "day">;

/** A cell as people here read it: a day that is kept as 2019-09-29 is shown as 29/09/2019, all else as it is. */
export const shownCell = ({ day }: Kind, value: string | null): string | null =>
  day && value ? value.replace(/^(\d{4})-(\d{2})-(\d{2})$/, "$3/$2/$1") : value;

/** What is kept of what was typed or pasted: 5/9/2019 as 2019-09-05. Whether there is such a day, the checks say. */
export function keptCell({ day }: Kind, value: string | null): string | null {
  const found = day && value ? /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(value.trim()) : null;
  return found ? [found[3], found[2]?.padStart(2, "0"), found[1]?.padStart(2, "0")].join("-") : value;
}

/** A filter as the list is asked: a part of a day, like 09/2019 or 29/09, is looked for as the day is kept. */
export const soughtCell = ({ day }: Kind, text: string): string =>
  day && text.includes("/") ? text.split("/").filter(Boolean).toReversed().join("-") : text;
