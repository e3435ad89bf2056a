import { type Cell, type Count, isShown, type Rules, type Table } from "./cell";
import { datasetThreshold, type Measure } from "./define";
import type { Figure, Place } from "./figure";
import { type Dimension, dimensions } from "./groups";
import { measureOf } from "./index";
import { asideIsSafe, blurCohorts, readable } from "./readable";

/** Who reads: the places whose figures they may have in full, and what is small in this authority. */
export interface Reader {
  full(place: Place): boolean;
  /** The authority's own threshold; the larger of it and the dataset's counts. */
  threshold: number;
  /** Are all pupils of `inner` pupils of `outer` too, and the two not the same place? */
  inside(inner: Place, outer: Place): boolean;
}

const placeId = (place: Place) => `${place.kind} ${place.key}`;
const rest = "rest";

function countOf(figure: Figure): Count {
  if (!isShown(figure) || figure.cohort === undefined) return { n: 0, k: 0 };
  return { n: figure.cohort, k: figure.met ?? Math.round(figure.value * figure.cohort) };
}

const sum = (counts: Count[]): Count => counts.reduce((a, b) => ({ n: a.n + b.n, k: a.k + b.k }), { n: 0, k: 0 });
const less = (a: Count, b: Count): Count => ({ n: a.n - b.n, k: a.k - b.k });

/** Nobody, all, or none of them: what is said of such a group is said of each of its pupils. */
const extreme = ({ n, k }: Count, measure: Measure) =>
  k <= n * (measure.min ?? 0) || k >= n * (measure.unit === "percent" ? 1 : measure.max);

const wholeIsSafe = ({ n }: Count, { threshold }: Rules) => n === 0 || n >= threshold;
const partIsSafe = (count: Count, { threshold, measure }: Rules) =>
  count.n === 0 || (count.n >= 2 * threshold && !extreme(count, measure));

/** The parts of a partition at a place, with the pupils whose group is not known as one part that is never shown. */
function partsOf(table: Table, dimension: Dimension): Map<string, Count> {
  const parts = new Map<string, Count>();
  for (const g of dimension.groups) parts.set(g.id, table.cells.get(g.id) ?? { n: 0, k: 0 });
  const whole = table.cells.get("all");
  if (whole) parts.set(rest, less(whole, sum([...parts.values()])));
  return parts;
}

function hiddenParts(table: Table, dimension: Dimension): Set<string> {
  if (table.full) return new Set();
  const hidden = dimension.groups.map((g) => g.id).filter((id) => table.cells.get(id)?.hidden);
  const unknown = (partsOf(table, dimension).get(rest)?.n ?? 0) > 0;
  return new Set(unknown ? [...hidden, rest] : hidden);
}

/** Sets of parts whose sum can be worked out at both places, although neither shows the hidden parts themselves. */
function blocks(here: Set<string>, there: Set<string>, all: string[]): string[][] {
  const meet = [...here].some((id) => there.has(id));
  const joined = meet ? [[...new Set([...here, ...there])]] : [[...here], [...there]];
  const single = all.filter((id) => !here.has(id) && !there.has(id)).map((id) => [id]);
  return [...joined, ...single].filter((block) => block.length > 0);
}

const total = (parts: Map<string, Count>, ids: string[]) => sum(ids.map((id) => parts.get(id) ?? { n: 0, k: 0 }));

/** Is what can be worked out of the parts here, alone and against the smaller places, large and mixed enough? */
function partitionIsSafe(table: Table, inner: Table[], dimension: Dimension, rules: Rules): boolean {
  const hidden = hiddenParts(table, dimension);
  const parts = partsOf(table, dimension);
  const ids = [...parts.keys()];
  const isWhole = (block: string[]) => ids.every((id) => block.includes(id) || parts.get(id)?.n === 0);
  const safe = (block: string[], count: Count) => isWhole(block) || partIsSafe(count, rules);
  const alone = hidden.size === 1 && !hidden.has(rest);
  if (alone || (hidden.size > 0 && !safe([...hidden], total(parts, [...hidden])))) return false;
  return inner.every((smaller) => {
    const theirs = partsOf(smaller, dimension);
    return blocks(hidden, hiddenParts(smaller, dimension), ids).every((block) =>
      safe(block, less(total(parts, block), total(theirs, block))),
    );
  });
}

/** Hides the next smallest part until nothing small can be worked out, or all of them. */
function closePartition(table: Table, inner: Table[], dimension: Dimension, rules: Rules): void {
  const cells = dimension.groups.map((g) => table.cells.get(g.id)).filter((c) => c !== undefined);
  const bySize = [...cells].sort((a, b) => a.n - b.n);
  while (!partitionIsSafe(table, inner, dimension, rules)) {
    const next = bySize.find((c) => !c.hidden && c.n > 0) ?? bySize.find((c) => !c.hidden);
    if (!next) return;
    next.hidden = "secondary";
  }
  if (cells.every((c) => c.hidden || c.n === 0)) for (const c of cells) c.hidden ??= "secondary";
}

/** A mean gives away the last of the measures that it is the sum of: it goes where one of them is nobody or everybody. */
const givesAway = (table: Table, group: string, rules: Rules) =>
  rules.given(table.place, group).some((figure) => extreme(countOf(figure), measureOf(figure.measure)));

function hidePartition(table: Table, inner: Table[], dimension: Dimension, rules: Rules): void {
  for (const { id } of dimension.groups) {
    const cell = table.cells.get(id);
    if (!cell || cell.n === 0) continue;
    if (!partIsSafe(cell, rules)) cell.hidden = "small";
    else if (givesAway(table, id, rules)) cell.hidden = "secondary";
  }
  for (const smaller of inner) hideDifferences(table, smaller, dimension, rules);
  closePartition(table, inner, dimension, rules);
}

function hideDifferences(table: Table, smaller: Table, dimension: Dimension, rules: Rules): void {
  const unseen = hiddenParts(smaller, dimension);
  for (const { id } of dimension.groups) {
    const cell = table.cells.get(id);
    const theirs = smaller.cells.get(id);
    if (!cell || cell.hidden || unseen.has(id)) continue;
    if (!partIsSafe(less(cell, theirs ?? { n: 0, k: 0 }), rules)) cell.hidden = "secondary";
  }
}

/** A spread is shown as one or not at all: its parts give each other away. Single marks are for those who see pupils. */
function hideSpread(table: Table, inner: Table[], dimension: Dimension, rules: Rules): void {
  const cells = dimension.groups.map((g) => table.cells.get(g.id)).filter((c) => c !== undefined && c.n > 0);
  const [first] = cells;
  if (!first) return;
  const enough = (n: number) => n === 0 || n >= 2 * rules.threshold;
  const single = dimension.id === "mark";
  const small = single || !enough(first.n) || cells.some((c) => c?.k === c?.n);
  const theirs = inner.map((t) =>
    dimension.groups.map((g) => t.cells.get(g.id)).find((c) => c && c.n > 0 && !c.hidden),
  );
  const apart = theirs.some((c) => c && !enough(first.n - c.n));
  if (small || apart) for (const c of cells) if (c) c.hidden = small ? "small" : "secondary";
}

const knows = (table: Table) => table.full || !table.cells.get("all")?.hidden;

function hideTable(table: Table, smaller: Table[], rules: Rules): void {
  const whole = table.cells.get("all");
  if (!whole || whole.n === 0) return;
  const inner = smaller.filter(knows);
  if (!wholeIsSafe(whole, rules)) whole.hidden = "small";
  else if (inner.some((t) => !wholeIsSafe(less(whole, t.cells.get("all") ?? { n: 0, k: 0 }), rules)))
    whole.hidden = "secondary";
  for (const dimension of Object.values(dimensions) as Dimension[]) {
    if (!dimension.groups.some((g) => table.cells.has(g.id))) continue;
    if (dimension.kind === "spread") hideSpread(table, inner, dimension, rules);
    else hidePartition(table, inner, dimension, rules);
  }
  if (whole.hidden) for (const cell of table.cells.values()) cell.hidden ??= "secondary";
}

/**
 * What this reader may see of a whole table of figures. Figures of places to which the reader has rights, and figures
 * without a cohort (published ones), stay as they are. Elsewhere a cohort under the threshold is withheld, of a breakdown
 * one under twice the threshold, nobody and everybody; and then as much more as is needed that none of these, and no such
 * remainder between two nested places or two hidden groups, can be worked out by subtraction.
 */
export function suppress(figures: Figure[], reader: Reader): Figure[] {
  if (figures.every(({ place }) => place.kind === "national" || reader.full(place))) return figures;
  const sets = setsOf(figures, reader);
  const hidden = new Map<Figure, Cell>();
  for (const tables of sets.values()) {
    const [first] = tables[0]?.cells.values() ?? [];
    if (!first || tables.every((t) => t.full)) continue;
    const rules = rulesFor(first.figure, sets, reader);
    for (const table of tables.filter((t) => !t.full)) {
      const smaller = tables.filter((t) => reader.inside(t.place, table.place));
      hideTable(table, smaller, rules);
      const aside = asideIsSafe(table, smaller, rules);
      blurCohorts(table, aside, rules);
      for (const cell of table.cells.values()) hidden.set(cell.figure, Object.assign(cell, { aside }));
    }
  }
  return figures.map((figure) => {
    const cell = hidden.get(figure);
    return cell ? readable(cell) : figure;
  });
}

function rulesFor({ measure: id, year }: Figure, sets: Map<string, Table[]>, reader: Reader): Rules {
  const measure = measureOf(id);
  const parts = (measure.sumOf ?? []).flatMap((part) => sets.get(setId(part, year)) ?? []);
  return {
    measure,
    threshold: Math.max(reader.threshold, datasetThreshold[measure.of]),
    given: (place, group) =>
      parts
        .filter((table) => placeId(table.place) === placeId(place))
        .flatMap((table) => table.cells.get(group)?.figure ?? [])
        .filter(isShown),
  };
}

const order: Place["kind"][] = ["school", "locality", "la"];
const setId = (measure: string, year: number) => `${measure} ${year}`;

/** The tables of each measure and year, smaller places first: what is hidden there decides what larger ones give away. */
function setsOf(figures: Figure[], reader: Reader): Map<string, Table[]> {
  const sets = new Map<string, Table[]>();
  for (const figure of figures) {
    const { place, measure, year, group } = figure;
    if (place.kind === "national") continue;
    const id = setId(measure, year);
    const tables = sets.get(id) ?? [];
    sets.set(id, tables);
    let table = tables.findLast((t) => t.place.kind === place.kind && t.place.key === place.key);
    if (!table) {
      table = { place, full: reader.full(place), cells: new Map() };
      tables.push(table);
    }
    table.cells.set(group, { figure, ...countOf(figure) });
  }
  for (const tables of sets.values()) tables.sort((a, b) => order.indexOf(a.place.kind) - order.indexOf(b.place.kind));
  return sets;
}
