import type { RecordIssue, RecordPage, RecordRow } from "@/lib/records/list";

export type { RecordIssue, RecordPage, RecordRow };

/** A column as the page hands it to the grid: the dataset's own, of that year. */
export interface GridColumn {
  key: string;
  label: string;
  about?: string;
  /** Pixels. */
  width: number;
  /** What a cell may be set to, where that is a short list. */
  options?: readonly string[];
  /** Holds days: shown and typed as 29/09/2019. */
  day?: true;
  /** The school's name is shown and filtered, never changed. */
  fixed?: true;
}

export type Show = "all" | "errors" | "queries" | "marked";

/** What the list shows; part of each request's body, so that nothing a person looks for stands in an address. */
export interface GridQuery {
  issues: Show;
  sort: { column: string; down: boolean };
  /** By column key; no entry, no filter. */
  filters: Record<string, string>;
}

/** Where the records are: fixed for a page. */
export interface GridPlace {
  la: string;
  dataset: string;
  year: number;
  /** Only these schools. */
  urns?: string[];
}

export type Counts = Omit<RecordPage, "rows">;

/** A change of one cell as it is sent. */
export interface CellEdit {
  id: string;
  column: string;
  from: string | null;
  to: string | null;
}
