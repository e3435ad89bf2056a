/** The forms in which a report can be kept. */
export const forms = {
  pdf: { label: "PDF", type: "application/pdf" },
  xlsx: { label: "Excel", type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  csv: { label: "CSV", type: "text/csv; charset=utf-8" },
} as const;
export type Form = keyof typeof forms;

interface Asked {
  report: string;
  urn: string;
  year: number;
}

export const reportHref = ({ report, urn, year }: Asked): string => `/reports/${report}?urn=${urn}&year=${year}`;

export const downloadHref = ({ report, urn, year }: Asked, form: Form): string =>
  `/reports/${report}/download?urn=${urn}&year=${year}&format=${form}`;
