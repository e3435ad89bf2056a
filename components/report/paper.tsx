import { Document, Page, StyleSheet, View } from "@react-pdf/renderer";
import { Fragment, type ReactNode } from "react";
import { chartDrawing } from "@/components/charts/geometry";
import {
  alignOf,
  type Block,
  type BlockKind,
  type BuiltReport,
  type ChartBlock,
  cellText,
  chartTable,
  columnText,
  matrixTable,
  reasonsIn,
  sectionsOf,
  type TableBlock,
} from "@/lib/reports/block";
import { yearLabel } from "@/lib/year";
import { paintDrawing } from "./drawn-chart";
import { type PaperRow, Row, rowHeight } from "./row";
import { Caption, H1, H2, H3, P, Painted, Table } from "./tagged/elements";
import { type Faces, family } from "./tagged/fonts";

const millimetre = 72 / 25.4;
export const margin = 18 * millimetre;
/** A4 in points. */
const pageWidth = 595.28;
const contentWidth = pageWidth - 2 * margin;
const chartText = 8.5;

const styles = StyleSheet.create({
  page: {
    fontFamily: family,
    fontSize: 10,
    lineHeight: 1.4,
    color: "#1A1A1A",
    paddingTop: margin,
    paddingHorizontal: margin,
    paddingBottom: margin + 16,
  },
  title: { fontSize: 22, lineHeight: 1.2, fontWeight: 700 },
  subject: { fontSize: 13, lineHeight: 1.35, marginTop: 4 },
  masthead: { borderBottomWidth: 1.5, borderBottomColor: "#0B5A5E", paddingBottom: 10, marginBottom: 16 },
  h2: { fontSize: 15, lineHeight: 1.25, fontWeight: 700, marginBottom: 8, marginTop: 2 },
  h3: { fontSize: 11.5, lineHeight: 1.3, fontWeight: 700, marginTop: 8, marginBottom: 4 },
  text: { marginBottom: 8, maxWidth: 430 },
  lead: { fontSize: 12, lineHeight: 1.4, marginBottom: 10, maxWidth: 460 },
  small: { fontSize: 8.5, lineHeight: 1.35, color: "#404040" },
  note: { borderLeftWidth: 1.5, borderLeftColor: "#9A9A9A", paddingLeft: 8, marginTop: 2, marginBottom: 10 },
  noteLabel: { fontSize: 8.5, lineHeight: 1.35, fontWeight: 700 },
  table: { marginTop: 6, marginBottom: 4 },
  caption: { fontWeight: 700, marginBottom: 3 },
  underChart: { fontSize: 8.5, lineHeight: 1.35, color: "#404040" },
  chart: { marginTop: 8 },
  finding: { fontSize: 11.5, lineHeight: 1.3, fontWeight: 700 },
  measured: { fontSize: 8.5, lineHeight: 1.35, color: "#404040", marginBottom: 6 },
  after: { marginBottom: 12 },
});

/** Room that a heading or caption wants below itself before it may stand at the foot of a page. */
const withNext = 60;
/** A table's head and first row stay with its caption, unless they are taller than half a page. */
const mostPresence = 300;

function widthsOf(table: TableBlock): number[] {
  const parts = table.columns.map((column) => column.width ?? 1);
  const all = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => (contentWidth * part) / all);
}

function rowsOf(table: TableBlock): PaperRow[] {
  const aligns = table.columns.map((column) => alignOf(table, column));
  const align = (i: number) => aligns[i] ?? "left";
  const head: PaperRow = {
    look: "head",
    cells: table.columns.map((column, i) => ({ text: columnText(column), align: align(i), scope: "Column" })),
  };
  const body = table.rows.map(({ cells, emphasis }): PaperRow => {
    const texts = table.columns.map((column) => cellText(cells[column.key] ?? null));
    return {
      look: emphasis,
      cells: texts.map((text, i) => ({ text, align: align(i), scope: i === 0 && text !== "" ? "Row" : undefined })),
    };
  });
  return [head, ...body];
}

/** `under` a chart the table is the chart's own data, and its caption is no second heading. */
function PaperTable({ table, faces, under }: { table: TableBlock; faces: Faces; under?: "chart" }) {
  const setting = { faces, widths: widthsOf(table) };
  const reasons = reasonsIn(table);
  const rows = rowsOf(table);
  const start = rows.slice(0, 2).reduce((sum, row) => sum + rowHeight(row, setting), 0);
  return (
    <View style={styles.after}>
      <Table style={styles.table}>
        <Caption
          style={under ? styles.underChart : styles.caption}
          minPresenceAhead={Math.min(start + 2, mostPresence)}
        >
          {table.caption}
        </Caption>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a built report never changes its order
          <Row key={i} row={row} setting={setting} />
        ))}
      </Table>
      {table.rows.length === 0 && <P style={styles.small}>{table.empty ?? "There is nothing to show here."}</P>}
      {reasons.length > 0 && <P style={styles.small}>{reasons.join(" · ")}</P>}
    </View>
  );
}

function PaperChart({ chart, faces }: { chart: ChartBlock; faces: Faces }) {
  const drawing = chartDrawing(chart, { width: contentWidth, size: chartText });
  return (
    <View>
      <View style={styles.chart} wrap={false}>
        <P style={styles.finding}>{chart.finding}</P>
        <P style={styles.measured}>{chart.title}</P>
        <Painted
          tag={{ type: "Figure", alt: chart.finding }}
          height={drawing.height}
          paint={paintDrawing(drawing, faces)}
        />
      </View>
      <PaperTable table={chartTable(chart)} faces={faces} under="chart" />
    </View>
  );
}

type Draw<B> = (block: B, faces: Faces) => ReactNode;

const headings = { 2: { Heading: H2, style: styles.h2 }, 3: { Heading: H3, style: styles.h3 } };

const draw: { [Kind in BlockKind]: Draw<Extract<Block, { kind: Kind }>> } = {
  heading: ({ level, text }) => {
    // The one heading of level 1 is the report's title and stands in the masthead.
    if (level === 1) return null;
    const { Heading, style } = headings[level];
    return (
      <Heading style={style} minPresenceAhead={withNext}>
        {text}
      </Heading>
    );
  },
  text: ({ text, lead }) => <P style={lead ? styles.lead : styles.text}>{text}</P>,
  note: ({ label, text }) => (
    <View style={styles.note}>
      <P style={styles.noteLabel}>{label}</P>
      <P style={styles.small}>{text}</P>
    </View>
  ),
  table: (table, faces) => <PaperTable table={table} faces={faces} />,
  matrix: (matrix, faces) => <PaperTable table={matrixTable(matrix)} faces={faces} />,
  chart: (chart, faces) => <PaperChart chart={chart} faces={faces} />,
  page: () => null,
};

function blockNode(block: Block, faces: Faces): ReactNode {
  // The table above pairs each kind with its own block; TypeScript cannot follow that through an index.
  return (draw[block.kind] as Draw<Block>)(block, faces);
}

function Masthead({ report }: { report: BuiltReport }) {
  const title = report.blocks.find((block) => block.kind === "heading" && block.level === 1);
  return (
    <View style={styles.masthead}>
      <H1 style={styles.title}>{title?.kind === "heading" ? title.text : report.title}</H1>
      <P style={styles.subject}>{`${report.subject} · ${yearLabel(report.year)}`}</P>
    </View>
  );
}

/** The report on A4: its masthead, then its blocks, each page block on a new page. `faces` come from `faces()`. */
export function ReportPaper({ report, faces }: { report: BuiltReport; faces: Faces }) {
  return (
    <Document
      title={`${report.title}, ${report.subject}, ${yearLabel(report.year)}`}
      language="en-GB"
      creationDate={new Date(report.dataAsAt)}
    >
      {sectionsOf(report.blocks).map((section, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a built report never changes its order
        <Page key={i} size="A4" style={styles.page} experimentalPagination>
          {i === 0 && <Masthead report={report} />}
          {section.blocks.map((block, k) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a built report never changes its order
            <Fragment key={k}>{blockNode(block, faces)}</Fragment>
          ))}
        </Page>
      ))}
    </Document>
  );
}
