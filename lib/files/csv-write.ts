import { harmless } from "@/lib/reports/sheet";

function cell(value: string | number | null): string {
  if (value === null) return "";
  const text = typeof value === "number" ? String(value) : harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of a CSV file (RFC 4180): text that a spreadsheet would run as a formula is made harmless. */
export const csvLine = (cells: (string | number | null)[]): string => `${cells.map(cell).join(",")}\r\n`;

/** A whole CSV file, with the byte order mark by which Excel knows UTF-8. */
export const csvFile = (head: string[], rows: (string | number | null)[][]): string =>
  `\uFEFF${[head, ...rows].map(csvLine).join("")}`;
