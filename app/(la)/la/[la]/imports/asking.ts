import type { AskedFile } from "@/components/imports/sheet-questions";
import { datasets } from "@/lib/datasets";
import { columnChoices } from "@/lib/datasets/headers";
import { yearsHeld } from "@/lib/held-years";
import type { ImportRow } from "@/lib/imports/list";
import type { AskedSheet } from "@/lib/imports/question";
import { choiceValue } from "@/lib/imports/sheet-answers";
import type { AuthoritySchool } from "@/lib/schools/authority-schools";
import { yearLabel } from "@/lib/year";

const datasetsOf = ({ dataset }: AskedSheet) => datasets.filter((d) => dataset === null || d.id === dataset);

function yearsOf(sheet: AskedSheet) {
  const held = datasetsOf(sheet).flatMap((d) => yearsHeld(d.years));
  return [...new Set(held)].sort((a, b) => b - a);
}

function chosenIn({ school, year, columns, dataset }: AskedSheet): Record<string, string> {
  const said = columns.flatMap(({ column }, n) =>
    column === null || dataset === null
      ? []
      : [[`column.${n}`, column === "" ? "" : choiceValue(dataset, column)] as const],
  );
  return Object.fromEntries([
    ...(school?.guess ? [["urn", school.guess] as const] : []),
    ...(year?.guess ? [["year", String(year.guess)] as const] : []),
    ...said,
  ]);
}

/** What a waiting upload asks of its sheets, with all that may be chosen; empty where it asks something else. */
export function askedOf({ question }: ImportRow, schools: AuthoritySchool[]): AskedFile[] {
  if (question?.kind !== "sheets") return [];
  return question.files.map((sheet) => ({
    fileName: sheet.fileName,
    schools:
      sheet.school && schools.map(({ urn, name, dfeNumber }) => ({ value: urn, label: `${name} (${dfeNumber})` })),
    years: sheet.year && yearsOf(sheet).map((year) => ({ value: String(year), label: yearLabel(year) })),
    columns: sheet.columns.map(({ header, column }) => ({ header, remembered: column !== null })),
    groups: datasetsOf(sheet).map((dataset) => ({
      title: dataset.title,
      choices: columnChoices(dataset).map(({ key, label }) => ({ value: choiceValue(dataset.id, key), label })),
    })),
    chosen: chosenIn(sheet),
  }));
}

/** What a waiting upload would remove of what is held: pupils, and corrections made here. */
export function weighedOf({ question, schools }: ImportRow): { gone: number; undone: number } {
  const undone = question?.kind === "existing" ? Object.values(question.undone) : [];
  return {
    gone: schools.reduce((sum, school) => sum + school.gone, 0),
    undone: undone.reduce((sum, n) => sum + n, 0),
  };
}

const text = (value: FormDataEntryValue | null): string | undefined => (typeof value === "string" ? value : undefined);

/** What the form of these fields says, by file. */
export function saidIn(form: FormData) {
  const files = [];
  for (let at = 0; form.has(`${at}.file`); at++) {
    const columns = [];
    for (let n = 0; form.has(`${at}.header.${n}`); n++) {
      columns.push({
        header: text(form.get(`${at}.header.${n}`)) ?? "",
        column: text(form.get(`${at}.column.${n}`)) ?? "?",
      });
    }
    const year = Number(text(form.get(`${at}.year`)));
    files.push({
      fileName: text(form.get(`${at}.file`)) ?? "",
      urn: text(form.get(`${at}.urn`)),
      ...(Number.isInteger(year) && { year }),
      columns,
    });
  }
  return files;
}
