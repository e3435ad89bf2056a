import { View } from "@react-pdf/renderer";
import { chartDrawing } from "@/components/charts/geometry";
import type { Drawing } from "@/components/charts/shape";
import { trendDrawing } from "@/components/charts/trend";
import {
  alignOf,
  type ChartBlock,
  cellText,
  chartTable,
  columnText,
  isTrend,
  reasonsIn,
  type TableBlock,
} from "@/lib/reports/block";
import { paintDrawing } from "./drawn-chart";
import { contentWidth, looks, styles } from "./looks";
import { headWidth, type MeasuredRow, measureRow, type PaperRow, paintRows, Row, type RowSetting } from "./row";
import { Painted, Table } from "./tagged/elements";
import type { Faces } from "./tagged/fonts";
import type { Paint } from "./tagged/shapes";
import { paintWords, type SetWords, setWords, Words } from "./words";

/** A table's head and first row stay with its caption, unless they are taller than half a page. */
const mostAhead = 300;
/** Up to these heights a table, or a chart with its table, is not broken over pages. */
const shortTable = 200;
const shortChart = 420;
/** A part of a column's width takes at most this, so that numbers stay near to what they belong to. */
const widest = 92;
const trendSize = { width: 36, height: 12 };

const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);

/** By the columns' parts; but the longest word of a head fits into its column, at the cost of the others. */
function widthsOf(table: TableBlock, faces: Faces): number[] {
  const parts = table.columns.map((column) => column.width ?? 1);
  const least = table.columns.map((column) => Math.min(widest, headWidth(columnText(column), faces)));
  let narrow = parts.map(() => false);
  for (;;) {
    const free = contentWidth - sum(least.filter((_, i) => narrow[i]));
    const each = Math.min(widest, free / sum(parts.filter((_, i) => !narrow[i])));
    const widths = parts.map((part, i) => (narrow[i] ? (least[i] ?? 0) : each * part));
    const next = widths.map((width, i) => narrow[i] || width < (least[i] ?? 0));
    if (next.every((is, i) => is === narrow[i]) || next.every(Boolean)) return widths;
    narrow = next;
  }
}

function rowsOf(table: TableBlock): PaperRow[] {
  const aligns = table.columns.map((column) => alignOf(table, column));
  const align = (i: number) => aligns[i] ?? "left";
  const head: PaperRow = {
    look: "head",
    cells: table.columns.map((column, i) => ({ text: columnText(column), align: align(i), scope: "Column" })),
  };
  const body = table.rows.map(({ cells, emphasis }): PaperRow => {
    return {
      look: emphasis,
      cells: table.columns.map(({ key }, i) => {
        const cell = cells[key] ?? null;
        const text = cellText(cell);
        return {
          text,
          align: align(i),
          scope: i === 0 && text !== "" ? "Row" : undefined,
          ...(isTrend(cell) && { drawing: trendDrawing(cell.trend, trendSize) }),
        };
      }),
    };
  });
  return [head, ...body];
}

interface MeasuredTable {
  table: TableBlock;
  setting: RowSetting;
  caption: SetWords;
  rows: MeasuredRow[];
  /** Points, of caption and rows. */
  height: number;
}

const heightOf = (rows: MeasuredRow[]): number => sum(rows.map(({ height }) => height));

/** `under` a chart the table is the chart's own data, and its caption is no second heading. */
function measureTable(table: TableBlock, faces: Faces, under?: "chart"): MeasuredTable {
  const setting = { faces, widths: widthsOf(table, faces) };
  const rows = rowsOf(table).map((row) => measureRow(row, setting));
  const look = under ? looks.underChart : looks.caption;
  const caption = setWords(table.caption, look, { faces, width: contentWidth });
  return { table, setting, caption, rows, height: caption.height + look.below + heightOf(rows) };
}

/** The whole table as one node, where it need not be broken. */
function paintTable({ caption, rows, setting }: MeasuredTable): Paint {
  return (canvas, table) => {
    if (!table) return;
    const title = canvas.element("Caption");
    table.add(title);
    canvas.begin(title);
    paintWords(canvas, caption, { faces: setting.faces, top: 0 });
    canvas.stop();
    let top = caption.height + (caption.look.below ?? 0);
    for (const row of rows) {
      paintRows(canvas, row, { table, setting, top });
      top += row.height;
    }
  };
}

function LongTable({ measured }: { measured: MeasuredTable }) {
  const { caption, rows, setting, table } = measured;
  const ahead = Math.min(heightOf(rows.slice(0, 2)) + 2, mostAhead);
  return (
    <Table>
      <Words
        type="Caption"
        text={table.caption}
        look={caption.look}
        setting={{ faces: setting.faces, width: contentWidth }}
        ahead={ahead}
      />
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a built report never changes its order
        <Row key={i} measured={row} setting={setting} />
      ))}
    </Table>
  );
}

function MeasuredTableOnPaper({ measured }: { measured: MeasuredTable }) {
  const { table, height, setting } = measured;
  const short = height <= shortTable;
  const reasons = reasonsIn(table);
  const words = { type: "P", look: looks.small, setting: { faces: setting.faces, width: contentWidth } } as const;
  return (
    <View style={styles.table} wrap={!short}>
      {short ? (
        <Painted tag={{ type: "Table" }} height={height} paint={paintTable(measured)} />
      ) : (
        <LongTable measured={measured} />
      )}
      {table.rows.length === 0 && <Words {...words} text={table.empty ?? "There is nothing to show here."} />}
      {reasons.length > 0 && <Words {...words} text={reasons.join(" · ")} />}
    </View>
  );
}

export function PaperTable({ table, faces }: { table: TableBlock; faces: Faces }) {
  return <MeasuredTableOnPaper measured={measureTable(table, faces)} />;
}

/** Text sizes to try: a chart of very many bars must still fit on a page, with its finding. */
const sizes = [8.5, 7, 5.5, 4];
const tallest = 620;

function fitting(chart: ChartBlock): Drawing {
  const [largest = 8.5, ...smaller] = sizes;
  let drawing = chartDrawing(chart, { width: contentWidth, size: largest });
  for (const size of smaller)
    if (drawing.height > tallest) drawing = chartDrawing(chart, { width: contentWidth, size });
  return drawing;
}

/** A chart stays with its table unless both together would fill most of a page. */
export function PaperChart({ chart, faces }: { chart: ChartBlock; faces: Faces }) {
  const drawing = fitting(chart);
  const measured = measureTable(chartTable(chart), faces, "chart");
  const setting = { faces, width: contentWidth };
  return (
    <View wrap={drawing.height + measured.height > shortChart}>
      <View style={styles.chart} wrap={false}>
        <Words type="P" text={chart.finding} look={looks.finding} setting={setting} />
        <Words type="P" text={chart.title} look={looks.measured} setting={setting} />
        <Painted
          tag={{ type: "Figure", alt: chart.finding }}
          height={drawing.height}
          paint={paintDrawing(drawing, faces)}
        />
      </View>
      <MeasuredTableOnPaper measured={measured} />
    </View>
  );
}
