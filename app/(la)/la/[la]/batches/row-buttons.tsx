import { counted } from "@/components/batches/words";
import { ButtonLink } from "@/components/ui/button";
import type { BatchItem, BatchRow } from "@/lib/batches/list";
import { BatchButtons } from "./buttons";

const hrefOf = (la: string, id: string, query: Record<string, string>): string =>
  `/api/batches/${la}/${id}?${new URLSearchParams(query)}`;

type Acts = Parameters<typeof BatchButtons>[0]["acts"];

/** What may be done with a whole batch as it stands. */
function actsOf({ state, failed, stale, missing }: BatchRow): Acts {
  if (state === "queued" || state === "making") return [{ act: "cancel", label: "Cancel" }];
  const { own, compared } = stale;
  const files = (n: number) => counted(n, "file", "files");
  const acts: (Acts[number] | false)[] = [
    failed > 0 && { act: "failed", label: `Retry ${counted(failed, "failed file", "failed files")}` },
    own > 0 && { act: "own", label: `Make ${files(own)} with changed data again` },
    compared > 0 && own > 0 && { act: "changed", label: `Make all ${files(own + compared)} out of date again` },
    compared > 0 && own === 0 && { act: "changed", label: `Make ${files(compared)} with older comparisons again` },
    missing > 0 && { act: "missing", label: `Make ${counted(missing, "missing file", "missing files")}` },
  ];
  return acts.filter((act) => act !== false);
}

export function WholeButtons({ la, row }: { la: string; row: BatchRow }) {
  const of = `${row.title}, ${row.year}`;
  const acts = actsOf(row);
  return (
    <>
      {row.made > 0 && (
        <>
          <ButtonLink kind="secondary" href={hrefOf(la, row.id, { form: "pdf" })} download>
            Download one PDF<span className="sr-only"> {of}</span>
          </ButtonLink>
          <ButtonLink kind="secondary" href={hrefOf(la, row.id, { form: "zip" })} download>
            Download ZIP<span className="sr-only"> {of}</span>
          </ButtonLink>
        </>
      )}
      {acts.length > 0 && <BatchButtons la={la} id={row.id} of={of} acts={acts} />}
    </>
  );
}

const retries: Partial<Record<BatchItem["state"], Acts[number]>> = {
  failed: { act: "failed", label: "Retry" },
  cancelled: { act: "missing", label: "Make" },
  gone: { act: "missing", label: "Make" },
};

export function FileButtons({ la, row, item }: { la: string; row: BatchRow; item: BatchItem }) {
  const over = row.state !== "queued" && row.state !== "making";
  const act: Acts[number] | undefined = item.stale ? { act: "changed", label: "Make again" } : retries[item.state];
  return (
    <div className="flex flex-wrap gap-2">
      {item.state === "made" && (
        <>
          <ButtonLink kind="secondary" href={hrefOf(la, row.id, { form: "pdf", item: item.id })} download>
            PDF<span className="sr-only"> of {item.schoolName}</span>
          </ButtonLink>
          <ButtonLink kind="secondary" href={hrefOf(la, row.id, { form: "xlsx", item: item.id })} download>
            Excel<span className="sr-only"> of {item.schoolName}</span>
          </ButtonLink>
        </>
      )}
      {over && act && <BatchButtons la={la} id={row.id} item={item.id} of={item.schoolName} acts={[act]} />}
    </div>
  );
}
