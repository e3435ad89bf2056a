import { family } from "./tagged/fonts";
import type { Look } from "./words";

const millimetre = 72 / 25.4;

/** A4 in points, with margins of 18 mm. */
export const margin = 18 * millimetre;
export const contentWidth = 595.28 - 2 * margin;

const muted = "#404040";

export const looks = {
  title: { size: 22, leading: 27, weight: 700 },
  subject: { size: 13, leading: 17, above: 3 },
  h2: { size: 15, leading: 19, weight: 700, above: 2, below: 8 },
  h3: { size: 12.5, leading: 16, weight: 700, above: 8, below: 4 },
  caption: { size: 10, leading: 14, weight: 700, below: 2 },
  underChart: { size: 8.5, leading: 12, colour: muted, below: 1 },
  finding: { size: 11, leading: 14.5, weight: 700 },
  measured: { size: 8.5, leading: 12, colour: muted, below: 3 },
  small: { size: 8.5, leading: 12, colour: muted, above: 3 },
  noteLabel: { size: 8.5, leading: 12, weight: 700 },
} satisfies Record<string, Look>;

/** Styles of what react-pdf itself lays out: pages, and text that may run over several. */
export const styles = {
  page: {
    fontFamily: family,
    fontSize: 10,
    lineHeight: 1.4,
    color: "#1A1A1A",
    paddingTop: margin,
    paddingHorizontal: margin,
    paddingBottom: margin + 16,
  },
  masthead: { borderBottomWidth: 1.5, borderBottomColor: "#0B5A5E", paddingBottom: 10, marginBottom: 16 },
  text: { marginBottom: 8, maxWidth: 430 },
  lead: { fontSize: 12, lineHeight: 1.4, marginBottom: 10, maxWidth: 460 },
  note: { borderLeftWidth: 1.5, borderLeftColor: "#9A9A9A", paddingLeft: 8, marginTop: 2, marginBottom: 10 },
  noteText: { fontSize: 8.5, lineHeight: 1.35, color: muted },
  table: { marginTop: 4, marginBottom: 10 },
  chart: { marginTop: 6 },
} as const;
