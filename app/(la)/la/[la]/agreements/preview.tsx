import { ActForm } from "@/components/ui/act-form";
import { type Column, Table } from "@/components/ui/table";
import type { AgreementChange } from "@/lib/agreements/change";
import type { Span } from "@/lib/agreements/plan";
import { dayText } from "@/lib/when";
import { change } from "./actions";
import type { Asked } from "./asked";

export const spanText = ({ from, until }: Span): string => `${dayText(from)} to ${dayText(until)}`;

function Spans({ spans }: { spans: Span[] }) {
  if (spans.length === 0) return "None";
  return (
    <ul>
      {spans.map((span) => (
        <li key={span.from}>{spanText(span)}</li>
      ))}
    </ul>
  );
}

const columns: Column<AgreementChange>[] = [
  { label: "School", cell: ({ name }) => name },
  { label: "Now", cell: ({ before }) => <Spans spans={before} /> },
  { label: "Then", cell: ({ after }) => <Spans spans={after} /> },
];

/** A form's fields, the schools each in a field of its own. */
function Hidden({ asked }: { asked: Asked }) {
  const { act, of, phase, urns, from, until } = asked;
  return (
    <>
      {Object.entries({ act, of, phase, from, until }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {of === "ticked" && urns.map((urn) => <input key={urn} type="hidden" name="urn" value={urn} />)}
    </>
  );
}

interface Props {
  la: string;
  asked: Asked;
  preview: { changes: AgreementChange[]; same: number };
}

/** What was asked for, school by school, with the button that does it. */
export function PreviewAgreements({ la, asked, preview: { changes, same } }: Props) {
  const count = changes.length === 1 ? "1 school" : `${changes.length} schools`;
  return (
    <section aria-labelledby="preview" className="space-y-4 border-l-4 border-accent bg-wash px-4 py-4">
      <h2 id="preview" className="text-large">
        {changes.length === 0 ? "Nothing would change" : `This changes ${count}`}
      </h2>
      {same > 0 && <p>{same === 1 ? "1 school stays" : `${same} schools stay`} as they are.</p>}
      {changes.length > 0 && (
        <>
          <Table caption="What changes" hideCaption columns={columns} rows={changes} keyOf={(c) => c.urn} />
          <ActForm act={change} id="change" hidden={{ la }} send={`Change ${count}`}>
            <Hidden asked={asked} />
          </ActForm>
        </>
      )}
    </section>
  );
}
