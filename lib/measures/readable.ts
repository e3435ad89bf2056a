import { type Cell, isShown, type Rules, type Shown, type Table } from "./cell";
import type { Figure } from "./figure";

const asideOf = ({ figure }: Cell): number => (isShown(figure) ? (figure.aside ?? 0) : 0);

/**
 * Where another measure's cohort would tell how few are aside, this one's cohort is not told: a mean is rounded, the
 * shares of a large spread to fives, those of a small one are withheld.
 */
export function blurCohorts(table: Table, aside: boolean, { measure, threshold }: Rules): void {
  const whole = table.cells.get("all");
  if (!measure.asideShown || !whole) return;
  const told = (cell: Cell) => (cell === whole || measure.spread ? aside : asideOf(whole) === 0);
  for (const cell of table.cells.values()) {
    if (cell.hidden || told(cell)) continue;
    cell.rough = true;
    if (measure.spread && cell.n < 4 * threshold) cell.hidden = "secondary";
  }
}

/** Those aside are told when they are none or many, here and beyond the smaller places. */
export function asideIsSafe(table: Table, smaller: Table[], { threshold }: Rules): boolean {
  const of = (t: Table) => {
    const whole = t.cells.get("all");
    return whole ? asideOf(whole) : 0;
  };
  const safe = (n: number) => n <= 0 || n >= threshold;
  return safe(of(table)) && smaller.every((t) => safe(of(table) - of(t)));
}

/** The value as it is printed (a mean), or to the next five (a share); without the counts. */
function roughly({ measure, place, year, group, unit, value, schools }: Shown): Figure {
  const shown = unit === "mean" ? Math.round(value * 10) / 10 : 5 * Math.round(value / 5);
  return { measure, place, year, group, unit, value: shown, ...(schools && { schools }) };
}

/** The figure as its cell allows. */
export function readable({ figure, hidden, aside, rough }: Cell): Figure {
  if (hidden) {
    const { measure, place, year, group, unit } = figure;
    return { measure, place, year, group, unit, withheld: hidden, ...(figure.schools && { schools: figure.schools }) };
  }
  if (!isShown(figure)) return figure;
  if (rough) return roughly(figure);
  if (figure.aside === undefined || (aside && figure.group === "all")) return figure;
  const { aside: _, ...without } = figure;
  return without;
}
