import type { ReactNode } from "react";

export interface Column<Row> {
  label: string;
  /** Right-aligned, its unit in the label. */
  number?: boolean;
  /** As narrow as a word or two, so that tables below one another line up. */
  narrow?: boolean;
  cell(row: Row): ReactNode;
}

const classOf = ({ number, narrow }: { number?: boolean; narrow?: boolean }) =>
  [number && "number", narrow && "narrow"].filter(Boolean).join(" ") || undefined;

/** A dense table. The first column heads its rows; a wide one scrolls by itself on a small screen. */
export function Table<Row>({
  caption,
  columns,
  rows,
  keyOf,
  hideCaption,
}: {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf(row: Row): string;
  hideCaption?: boolean;
}) {
  const [first, ...rest] = columns;
  return (
    // Relative, so that words for screen readers scroll with their cells and do not widen the page.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="relative overflow-x-auto" aria-label={caption} tabIndex={0}>
      <table className="dense-table">
        <caption className={hideCaption ? "sr-only" : "text-base font-bold"}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" className={classOf(column)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              <th scope="row">{first?.cell(row)}</th>
              {rest.map((column) => (
                <td key={column.label} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
