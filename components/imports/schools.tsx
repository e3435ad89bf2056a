import { Status } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { ImportRow, ImportSchool } from "@/lib/imports/list";
import { checksOf, farOff, importedOf, type Said } from "./words";

/** The grid of a dataset and year, filtered by an import's schools, and by what is open in them where that is asked for. */
export type GridOf = (of: { dataset: string; year: number; importId: string; show?: "errors" | "queries" }) => string;

interface Props {
  row: ImportRow;
  /** File names of uploads, by id: to say what replaced what. */
  names: Map<string, string>;
  gridOf: GridOf;
}

function Children({ school, which }: { school: ImportSchool; which: "boys" | "girls" }) {
  if (school.state !== "done") return "–";
  const [now, before] = [school[which], school.lastYear?.[which]];
  if (before === undefined) return now;
  const far = farOff(now, before);
  return (
    <>
      <span className={far ? "font-bold" : undefined}>{now}</span>{" "}
      <span className="text-muted">
        ({before}
        <span className="sr-only"> last year</span>)
      </span>
      {far && <span className="block font-semibold text-query">far off</span>}
    </>
  );
}

function Linked({ said, href }: { said: Said | null; href: string | null }) {
  if (!said) return "–";
  return <Status mark={said.mark}>{href ? <TextLink href={href}>{said.words}</TextLink> : said.words}</Status>;
}

function columnsFor({ row, names, gridOf }: Props): Column<ImportSchool>[] {
  const href = ({ dataset, year, state, replacedBy }: ImportSchool, show?: "errors" | "queries") =>
    dataset && year && state === "done" && !replacedBy ? gridOf({ dataset, year, importId: row.id, show }) : null;
  const worst = ({ errors, queries }: ImportSchool) => (errors > 0 ? "errors" : queries > 0 ? "queries" : undefined);
  const title: Record<string, string> = { eyfsp: "EYFSP", phonics: "Phonics" };
  return [
    {
      label: "School",
      cell: (s) => (
        <>
          {s.schoolName ?? s.fileName}
          {s.schoolName && s.schoolName !== s.fileName && (
            <span className="block break-all font-normal text-muted">{s.fileName}</span>
          )}
          {s.words && <span className="mt-1 block max-w-[60ch] font-normal">{s.words}</span>}
        </>
      ),
    },
    {
      label: "Dataset, year",
      cell: (s) => (s.dataset ? `${title[s.dataset] ?? s.dataset}, ${s.year ?? "no year"}` : "–"),
    },
    { label: "Boys", number: true, cell: (s) => <Children school={s} which="boys" /> },
    { label: "Girls", number: true, cell: (s) => <Children school={s} which="girls" /> },
    {
      label: "Imported",
      cell: (s) => <Linked said={importedOf(s, s.replacedBy ? names.get(s.replacedBy) : undefined)} href={href(s)} />,
    },
    { label: "Data checks", cell: (s) => <Linked said={checksOf(s)} href={href(s, worst(s))} /> },
  ];
}

/** An upload's schools: what went in, beside last year's, and what the checks find in it now. */
export function Schools(props: Props) {
  const { row } = props;
  return (
    <>
      {row.schools.some((s) => s.lastYear) && (
        <p className="mb-1 text-muted">In brackets: the school’s boys and girls a year earlier.</p>
      )}
      <Table
        caption={`Schools in ${row.fileName}`}
        hideCaption
        columns={columnsFor(props)}
        rows={row.schools}
        keyOf={(s) => s.id}
      />
    </>
  );
}
