import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm, TextField } from "@/components/ui/act-form";
import { Notice } from "@/components/ui/notice";
import { type Column, Table } from "@/components/ui/table";
import { NotFound } from "@/lib/errors";
import { type Localities, type LocalityRow, listLocalities, type Member } from "@/lib/localities/list";
import { kindWords } from "@/lib/localities/rows";
import type { OwnSchool } from "@/lib/schools/own";
import { dayText } from "@/lib/when";
import { end, move, rename } from "../actions";

export const metadata: Metadata = { title: "Locality" };

interface Props {
  params: Promise<{ la: string; id: string }>;
}

const memberColumns: Column<Member>[] = [
  { label: "School", cell: ({ name }) => name },
  { label: "From", cell: ({ from }) => (from ? dayText(from) : "Always") },
  { label: "Until", cell: ({ until }) => (until ? dayText(until) : "") },
];

function Members({ caption, members }: { caption: string; members: Member[] }) {
  if (members.length === 0) return null;
  return (
    <Table caption={caption} columns={memberColumns} rows={members} keyOf={(m) => `${m.urn} ${m.from} ${m.until}`} />
  );
}

function Ticks({ schools }: { schools: { urn: string; label: string }[] }) {
  return (
    <fieldset>
      <legend className="font-semibold">Schools</legend>
      <section
        aria-label="Schools to tick"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="mt-1 max-h-72 overflow-y-auto border border-rule px-3 py-1"
      >
        {schools.map(({ urn, label }) => (
          <label key={urn} className="flex items-start gap-2 py-1">
            <input type="checkbox" name="urn" value={urn} className="h-5 w-5 shrink-0" />
            {label}
          </label>
        ))}
      </section>
    </fieldset>
  );
}

/** Where each school of the kind is today, to be said beside its name. */
function placesNow({ localities }: Localities, kind: LocalityRow["kind"]): Map<string, string> {
  return new Map(localities.filter((l) => l.kind === kind).flatMap((l) => l.now.map((m) => [m.urn, l.name] as const)));
}

function MoveIn({ la, row, all }: { la: string; row: LocalityRow; all: Localities }) {
  const places = placesNow(all, row.kind);
  const own = new Set(row.now.map((m) => m.urn));
  const label = ({ urn, name }: OwnSchool) => (places.has(urn) ? `${name}, now in ${places.get(urn)}` : name);
  const others = all.schools.filter((s) => !s.closed && !own.has(s.urn));
  return (
    <section aria-labelledby="in" className="space-y-3">
      <h2 id="in" className="text-large">
        Move schools in
      </h2>
      <ActForm act={move} id="move-in" hidden={{ la, kind: row.kind, into: row.id }} send="Move in">
        <TextField name="day" label="From which day" type="date" value={all.today} />
        <Ticks schools={others.map((s) => ({ urn: s.urn, label: label(s) }))} />
      </ActForm>
    </section>
  );
}

function MoveOut({ la, row, today }: { la: string; row: LocalityRow; today: string }) {
  if (row.now.length === 0) return null;
  return (
    <section aria-labelledby="out" className="space-y-3">
      <h2 id="out" className="text-large">
        Take schools out
      </h2>
      <ActForm act={move} id="move-out" hidden={{ la, kind: row.kind, into: "" }} kind="secondary" send="Take out">
        <TextField name="day" label="From which day" type="date" value={today} />
        <Ticks schools={row.now.map(({ urn, name }) => ({ urn, label: name }))} />
      </ActForm>
    </section>
  );
}

function NameAndEnd({ la, row, today }: { la: string; row: LocalityRow; today: string }) {
  const hidden = { la, id: row.id };
  return (
    <div className="grid gap-10 md:grid-cols-2">
      <section aria-labelledby="name" className="space-y-3">
        <h2 id="name" className="text-large">
          Name
        </h2>
        <ActForm act={rename} id="rename" hidden={hidden} kind="secondary" send="Rename">
          <TextField name="name" label="Name" autoComplete="off" value={row.name} />
        </ActForm>
      </section>
      <section aria-labelledby="end" className="space-y-3">
        <h2 id="end" className="text-large">
          End it
        </h2>
        <ActForm act={end} id="end-it" hidden={hidden} kind="secondary" send={`End ${row.name}`}>
          <TextField
            name="last"
            label="Last day"
            hint="Its schools are in none from the next day on, until they are moved. It cannot be taken back: a new one would be made."
            type="date"
            value={today}
          />
        </ActForm>
      </section>
    </div>
  );
}

/** One Locality or Area: its schools, its name, its end. */
export default page(async ({ params }: Props) => {
  const { la, id } = await params;
  const { scope } = await laScope(la);
  const all = await listLocalities(scope, {});
  const row = all.localities.find((l) => l.id === id);
  if (!row) throw new NotFound("There is no such Locality or Area.");
  const goesOn = row.until === null;
  return (
    <Main>
      <Breadcrumbs trail={[{ href: `/la/${la}/localities`, label: "Localities and Areas" }]} here={row.name} />
      <PageHead title={row.name} below={kindWords[row.kind].one} />
      <div className="space-y-10">
        {row.until && (
          <Notice>
            Its last day {row.ended ? "was" : "is"} {dayText(row.until)}.
          </Notice>
        )}
        {row.now.length === 0 && <p>No school is in it today.</p>}
        <Members caption="Schools today" members={row.now} />
        <Members caption="Schools to come" members={row.later} />
        <Members caption="Schools earlier" members={row.earlier} />
        {goesOn && (
          <>
            <div className="grid gap-10 md:grid-cols-2">
              <MoveIn la={la} row={row} all={all} />
              <MoveOut la={la} row={row} today={all.today} />
            </div>
            <NameAndEnd la={la} row={row} today={all.today} />
          </>
        )}
      </div>
    </Main>
  );
});
