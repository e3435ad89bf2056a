/** A row of a sheet as it stands there; `line` is counted as the person's program counts. */
export interface SheetRow {
  line: number;
  fields: string[];
}

/** A row that cannot be told into fields, and why. */
export interface RowFault {
  line: number;
  words: string;
}

/** What is done with a row; "stop" ends the reading. */
export type EachRow = (row: SheetRow | RowFault) => undefined | "stop" | Promise<undefined | "stop">;

/** A table of text, whatever program wrote it. It may be read more than once. */
export interface Sheet {
  /** As its tab says; a CSV file has none. */
  name: string | null;
  hidden: boolean;
  /** Is each field's column certain? In a workbook it is; in a text a row that is too short or long may be shifted. */
  fixed: boolean;
  /** Do its days count from 1904 (old Macs) and not from 1900? */
  from1904: boolean;
  /** Gives its rows in order, blank ones left out. Throws `Invalid` for what is out of all proportion. */
  read(each: EachRow): Promise<void>;
}

/** Far above any school's results, far below what could hurt. */
export const sheetCaps = { bytes: 32 * 2 ** 20, rows: 100_000, columns: 200, cell: 1000 };
