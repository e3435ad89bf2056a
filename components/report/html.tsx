import type { ReactNode } from "react";
import { Chart, SmallDrawing } from "@/components/charts/chart";
import { trendDrawing } from "@/components/charts/trend";
import { reasonWords } from "@/lib/measures/figure";
import {
  alignOf,
  type Block,
  type BlockKind,
  type Cell,
  cellText,
  chartTable,
  columnText,
  isTrend,
  matrixTable,
  reasonOf,
  reasonsIn,
  sectionsOf,
  type TableBlock,
} from "@/lib/reports/block";

function CellText({ cell }: { cell: Cell }) {
  const reason = reasonOf(cell);
  if (reason) return <abbr title={reasonWords[reason].long}>{reasonWords[reason].short}</abbr>;
  if (!isTrend(cell)) return cellText(cell);
  return (
    <span className="rp-trend">
      <SmallDrawing drawing={trendDrawing(cell.trend, { width: 72, height: 22 })} />
      {cellText(cell)}
    </span>
  );
}

function Table({ table }: { table: TableBlock }) {
  const aligns = table.columns.map((column) => `rp-${alignOf(table, column)}`);
  const reasons = reasonsIn(table);
  return (
    <div className="rp-table">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="rp-scroll" aria-label={table.caption} tabIndex={0}>
        <table>
          <caption>{table.caption}</caption>
          <thead>
            <tr>
              {table.columns.map((column, i) => (
                <th key={column.key} scope="col" className={aligns[i]}>
                  {columnText(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{table.rows.map((row, i) => tableRow({ table, row, key: i, aligns }))}</tbody>
        </table>
      </section>
      {table.rows.length === 0 && <p className="rp-empty">{table.empty ?? "There is nothing to show here."}</p>}
      {reasons.length > 0 && <p className="rp-reasons">{reasons.join(" · ")}</p>}
    </div>
  );
}

function tableRow(part: {
  table: TableBlock;
  row: TableBlock["rows"][number];
  key: number;
  aligns: string[];
}): ReactNode {
  const { table, row, aligns } = part;
  return (
    <tr key={part.key} className={row.emphasis && `rp-${row.emphasis}`}>
      {table.columns.map((column, i) => {
        const cell = <CellText cell={row.cells[column.key] ?? null} />;
        if (i > 0) {
          return (
            <td key={column.key} className={aligns[i]}>
              {cell}
            </td>
          );
        }
        return (
          <th key={column.key} scope="row" className={aligns[i]}>
            {cell}
          </th>
        );
      })}
    </tr>
  );
}

const draw: { [Kind in BlockKind]: (block: Extract<Block, { kind: Kind }>) => ReactNode } = {
  heading: ({ level, text }) => {
    const Heading = `h${level}` as const;
    return <Heading className={`rp-h${level}`}>{text}</Heading>;
  },
  text: ({ text, lead }) => <p className={lead ? "rp-lead" : "rp-text"}>{text}</p>,
  note: ({ label, text }) => (
    <p className="rp-note">
      <strong>{label}</strong> {text}
    </p>
  ),
  table: (table) => <Table table={table} />,
  matrix: (matrix) => <Table table={matrixTable(matrix)} />,
  chart: (chart) => <Chart chart={chart} table={<Table table={chartTable(chart)} />} />,
  page: () => null,
};

function blockNode(block: Block): ReactNode {
  // The table above pairs each kind with its own block; TypeScript cannot follow that through an index.
  const drawOne = draw[block.kind] as (block: Block) => ReactNode;
  return drawOne(block);
}

/** Every block as semantic HTML, a section per page of the paper form. Works without JavaScript. */
export function ReportBlocks({ blocks }: { blocks: Block[] }) {
  return (
    <div className="rp-report">
      {sectionsOf(blocks).map((section, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a built report never changes its order
        <section key={i} className="rp-section" aria-label={section.title}>
          {section.blocks.map((block, k) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a built report never changes its order
            <div key={k} className={`rp-block rp-block-${block.kind}`}>
              {blockNode(block)}
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}
