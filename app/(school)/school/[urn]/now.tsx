import { reportHref } from "@/app/_web/report-links";
import { Status } from "@/components/ui/status";
import { TextLink } from "@/components/ui/text-link";
import { datasets } from "@/lib/datasets";
import type { Fresh, Open } from "@/lib/records/school-now";
import { asAtText } from "@/lib/reports/block";
import { setId } from "./to-correct/set-id";

const titleOf = (id: string): string => datasets.find((dataset) => dataset.id === id)?.title ?? id;
const counted = (n: number, one: string, many: string): string =>
  `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;

/** The newest results that came in, or were corrected, for the school; they lead to the packs of the years that have one. */
export function NewHere({ fresh, urn, years }: { fresh: Fresh[]; urn: string; years: number[] }) {
  return (
    <section aria-labelledby="new-here">
      <h2 id="new-here" className="border-t border-rule pt-6 text-large">
        What is new
      </h2>
      {fresh.length === 0 && <p className="mt-3">Nothing has come in yet.</p>}
      <ul className="mt-3 space-y-3">
        {fresh.map(({ dataset, year, at }) => (
          <li key={`${dataset} ${year}`}>
            {years.includes(year) ? (
              <TextLink href={reportHref({ report: "standard-pack", urn, year })}>
                {titleOf(dataset)}, {year}
              </TextLink>
            ) : (
              `${titleOf(dataset)}, ${year}`
            )}
            <span className="block text-dense text-muted">As at {asAtText(at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function faults({ errors, queries }: Open): string {
  const parts = [
    errors > 0 && counted(errors, "error", "errors"),
    queries > 0 && counted(queries, "open query", "open queries"),
  ];
  return parts.filter(Boolean).join(" and ");
}

/** The authority's staff correct them in the grid; the school's people read them in a list of their own. */
const recordsHref = (part: Open, { urn, la }: { urn: string; la: string | null }): string =>
  la === null
    ? `/school/${urn}/to-correct#${setId(part)}`
    : `/la/${la}/data/${part.dataset}/${part.year}?school=${urn}&show=${part.errors > 0 ? "errors" : "queries"}`;

/** What the checks found in the school's records and nobody has put right; the authority's staff come to the records. */
export function ToDo({ open, urn, la }: { open: Open[]; urn: string; la: string | null }) {
  return (
    <section aria-labelledby="to-do">
      <h2 id="to-do" className="border-t border-rule pt-6 text-large">
        What needs doing
      </h2>
      <ul className="mt-3 space-y-3">
        {open.length === 0 && (
          <li>
            <Status mark="arrow">Nothing: the school's records passed their checks.</Status>
          </li>
        )}
        {open.map((part) => (
          <li key={`${part.dataset} ${part.year}`}>
            <Status mark="bell">
              {faults(part)} in {titleOf(part.dataset)}, {part.year}
              <TextLink href={recordsHref(part, { urn, la })} className="ml-3">
                See the records
                <span className="sr-only">
                  : {titleOf(part.dataset)}, {part.year}
                </span>
              </TextLink>
            </Status>
          </li>
        ))}
      </ul>
      {open.length > 0 && la === null && (
        <p className="mt-3 max-w-[60ch] text-dense text-muted">
          Correct them in your own system and send the authority a new file; its data team marks what is right as it is.
        </p>
      )}
    </section>
  );
}
