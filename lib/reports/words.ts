import type { Measure } from "@/lib/measures/define";
import { type Figure, numberText, type Unit } from "@/lib/measures/figure";

type Shown = Extract<Figure, { value: number }>;

export const isShown = (figure: Figure): figure is Shown => "value" in figure;

/** Fewer pupils than this carry no comparison in words. */
const enough = 6;

/** "72%", "14.1". */
export const shown = (figure: Shown): string =>
  numberText(figure.value, figure.unit) + (figure.unit === "percent" ? "%" : "");

/** What is printed, as a number: differences are worked out of this, so that they agree with what is read. */
const printed = (figure: Shown): number => Number(numberText(figure.value, figure.unit));

/** Printed difference; 0 where the true difference is under a point (a tenth, for means). */
export function difference(a: Shown, b: Shown): number {
  const least = a.unit === "mean" ? 0.1 : 1;
  if (Math.abs(a.value - b.value) < least - 1e-9) return 0;
  return Math.round((printed(a) - printed(b)) * 10) / 10;
}

/** "3 points", "1 point", "0.4". */
export function points(size: number, unit: Unit): string {
  const text = numberText(Math.abs(size), unit);
  return unit === "mean" ? text : `${text} point${text === "1" ? "" : "s"}`;
}

/** "3 points above Demoshire", "level with England". */
export function against(own: Shown, other: Shown, name: string): string {
  const by = difference(own, other);
  if (by === 0) return `level with ${name}`;
  return `${points(by, own.unit)} ${by > 0 ? "above" : "below"} ${name}`;
}

const small = (figure: Shown) => figure.cohort !== undefined && figure.cohort < enough;

const whyNot: Record<Extract<Figure, { withheld: string }>["withheld"], string> = {
  // One wording for both, as in `reasonWords`.
  small: "is withheld, so that no pupil can be recognised",
  secondary: "is withheld, so that no pupil can be recognised",
  none: "does not exist: no pupils are in it",
  "not-applicable": "does not apply to this school",
  "not-published": "is not published",
  "not-held": "is not held",
};

/** "is withheld, because …": what to say instead of a value. */
export const reasonFor = (figure: Figure): string => ("withheld" in figure ? whyNot[figure.withheld] : "");

/** "72% of children (43 of 60)", "14.1" or undefined when withheld. */
export function amount(figure: Shown, children: string): string {
  if (figure.unit === "mean") return shown(figure);
  const counts = figure.met === undefined ? "" : ` (${figure.met} of ${figure.cohort})`;
  return `${shown(figure)} of ${children}${counts}`;
}

interface Compared {
  measure: Measure;
  children: string;
  own: Figure;
  la: Figure;
  laName: string;
  /** England's figure of that year or the newest one before it. */
  england?: Figure;
}

/** A figure for England that is older than the year before says little about this year. */
const tooOld = (england: Figure | undefined, own: Figure) => england !== undefined && own.year - england.year > 1;

function comparisons({ own, la, laName, england }: Compared): string[] {
  if (!isShown(own)) return [];
  const said = isShown(la) ? [against(own, la, laName)] : [];
  if (england && isShown(england) && !tooOld(england, own)) {
    const whose = england.year === own.year ? "England" : `England's figure of ${england.year}`;
    said.push(against(own, england, whose));
  }
  return said;
}

function aboutEngland({ england, own }: Compared): string[] {
  if (!england || !isShown(england)) return [`no figure for England is held for ${own.year} or the years shown`];
  return tooOld(england, own) ? [`the newest figure held for England is of ${england.year}`] : [];
}

/** What the figures do not say, where a reader would look for it. */
function gaps(c: Compared): string {
  const missing = [...(isShown(c.la) ? [] : [`the figure for ${c.laName} ${reasonFor(c.la)}`]), ...aboutEngland(c)];
  if (missing.length === 0) return "";
  const text = missing.join("; ");
  return ` ${text[0]?.toUpperCase()}${text.slice(1)}.`;
}

/** A report's first sentence: the main figure of the year and how it stands against the authority and England. */
export function leadSentence(c: Compared): string {
  const { own, measure, children } = c;
  if (!isShown(own)) return `For ${own.year}, the figure "${measure.label.toLowerCase()}" ${reasonFor(own)}.`;
  const opening = `In ${own.year}, ${amount(own, children)} ${measure.verb}`;
  if (small(own)) return `${opening}. So few ${children} carry no comparison.`;
  const compared = comparisons(c);
  return `${opening}${compared.length > 0 ? `: ${compared.join(" and ")}` : ""}.${gaps(c)}`;
}

/** The heading of a five-year chart: this year against the year before, or why that cannot be said. */
export function trendSentence(figures: Figure[], children: string): string {
  const last = figures.at(-1);
  const held = figures.filter(isShown);
  if (!last) return "There is nothing to show here.";
  if (!isShown(last)) return `The figure for ${last.year} ${reasonFor(last)}`;
  const now = `${shown(last)} in ${last.year}`;
  const before = held.at(-2);
  if (!before) return `${now}: no earlier year to compare with is shown`;
  return `${now}: ${changeWords(figures) ?? `too few ${children} to compare years`}`;
}

/** "7 points down on 2025"; undefined where two years cannot be compared. */
export function changeWords(figures: Figure[]): string | undefined {
  const [before, last] = figures.filter(isShown).slice(-2);
  if (!before || !last || last !== figures.at(-1) || small(last) || small(before)) return undefined;
  const by = difference(last, before);
  if (by === 0) return `about the same as in ${before.year}`;
  return `${points(by, last.unit)} ${by > 0 ? "up" : "down"} on ${before.year}`;
}

/** "Girls are 12 points above boys", from two groups' figures. */
export function gapSentence(a: { label: string; figure: Figure }, b: { label: string; figure: Figure }): string {
  if (!isShown(a.figure) || !isShown(b.figure)) {
    const missing = isShown(a.figure) ? b.figure : a.figure;
    return `${a.label} against ${b.label}: the figure ${reasonFor(missing)}`;
  }
  if (small(a.figure) || small(b.figure)) return `${a.label} against ${b.label}: too few pupils to compare`;
  const by = difference(a.figure, b.figure);
  if (by === 0) return `${a.label} and ${b.label} are level at ${shown(a.figure)}`;
  return `${a.label} are ${points(by, a.figure.unit)} ${by > 0 ? "above" : "below"} ${b.label}`;
}

/** Highest and lowest of several measures of one place. */
export function rangeSentence(of: { label: string; figure: Figure }[]): string {
  const held = of.flatMap(({ label, figure }) => (isShown(figure) ? [{ label, figure }] : []));
  const [first] = of;
  if (held.length < of.length || !first || held.length === 0)
    return first
      ? `Not every figure can be shown: one ${reasonFor(of.find((o) => !isShown(o.figure))?.figure ?? first.figure)}`
      : "";
  const sorted = [...held].sort((a, b) => b.figure.value - a.figure.value);
  const [top, bottom] = [sorted[0], sorted.at(-1)];
  if (!top || !bottom) return "";
  if (shown(top.figure) === shown(bottom.figure)) return `All stand at ${shown(top.figure)}`;
  return `Highest in ${top.label.toLowerCase()} (${shown(top.figure)}), lowest in ${bottom.label.toLowerCase()} (${shown(bottom.figure)})`;
}

/** "7 March 2026" style is for dates of the report; a date of birth is dd/mm/yyyy, as schools read it. */
export const bornText = (born: string | null): string => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(born ?? "") ?? [];
  return year ? `${day}/${month}/${year}` : (born ?? "");
};
