"use client";

import { type ReactNode, useActionState } from "react";
import { Button } from "./button";
import { ErrorSummary } from "./error-summary";
import { Notice } from "./notice";
import { Status } from "./status";
import { Table } from "./table";

/** What a pasted list was answered with: a verdict on each line, what was done, and the lines that are left. */
export interface PasteState {
  text: string;
  /** The other fields, by name. */
  given: Record<string, string>;
  lines: { line: number; text: string; right: boolean; words: string }[];
  faults: { field: string; words: string }[];
  done?: string;
}

interface Props {
  act(before: PasteState, form: FormData): Promise<PasteState>;
  id: string;
  hidden: Record<string, string>;
  label: string;
  hint: ReactNode;
  /** What the second button says of the lines that are right, "%n" being their number. */
  send: string;
  /** Fields beside the list; they are told what was given. */
  fields?: { name: string; label: string; type: "date" | "select"; value: string; choices?: string[][] }[];
}

const blank: PasteState = { text: "", given: {}, lines: [], faults: [] };
const box = "mt-1 block rounded-small border border-edge bg-paper px-3 py-2";

function Extra({
  id,
  given,
  field,
}: {
  id: string;
  given: PasteState["given"];
  field: NonNullable<Props["fields"]>[0];
}) {
  const { name, label, type, choices = [] } = field;
  const value = given[name] ?? field.value;
  return (
    <div>
      <label htmlFor={`${id}-${name}`} className="block font-semibold">
        {label}
      </label>
      {type === "date" ? (
        <input id={`${id}-${name}`} type="date" name={name} defaultValue={value} className={box} />
      ) : (
        <select id={`${id}-${name}`} name={name} defaultValue={value} className={box}>
          {choices.map(([each, words]) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function Verdicts({ lines }: { lines: PasteState["lines"] }) {
  if (lines.length === 0) return null;
  const right = lines.filter((l) => l.right).length;
  return (
    <div className="mt-6 space-y-3">
      <p role="status" className="font-semibold">
        {right} of {lines.length} lines can be done.
        {right < lines.length && " The others stay in the box until they are right."}
      </p>
      <Table
        caption="What each line does"
        columns={[
          { label: "Line", cell: (l) => l.line },
          { label: "As pasted", cell: (l) => l.text },
          { label: "Verdict", cell: (l) => <Status mark={l.right ? "arrow" : "bell"}>{l.words}</Status> },
        ]}
        rows={lines}
        keyOf={(l) => String(l.line)}
      />
    </div>
  );
}

/** A list that is pasted, checked line by line, and done as far as it is right; what is not stays to be put right. */
export function PasteForm({ act, id, hidden, label, hint, send, fields = [] }: Props) {
  const [state, action, busy] = useActionState(act, blank);
  const right = state.lines.filter((l) => l.right).length;
  const faults = state.faults.map(({ field, words }) => ({ field: `${id}-${field || "text"}`, words }));
  return (
    <form id={id} action={action} noValidate className="space-y-6">
      {faults.length > 0 && <ErrorSummary faults={faults} />}
      {state.done && <Notice kind="success">{state.done}</Notice>}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-wrap gap-x-8 gap-y-4">
        {fields.map((field) => (
          <Extra key={field.name} id={id} given={state.given} field={field} />
        ))}
      </div>
      <div>
        <label htmlFor={`${id}-text`} className="block font-semibold">
          {label}
        </label>
        <div id={`${id}-hint`} className="text-muted">
          {hint}
        </div>
        <textarea
          key={state.text}
          id={`${id}-text`}
          name="text"
          rows={10}
          defaultValue={state.text}
          aria-describedby={`${id}-hint`}
          spellCheck={false}
          className="mt-1 block w-full rounded-small border border-edge bg-paper px-3 py-2 font-mono text-dense"
        />
      </div>
      <div className="flex flex-wrap gap-4">
        <Button kind={right > 0 ? "secondary" : "primary"} name="step" value="check" disabled={busy}>
          Check the list
        </Button>
        {right > 0 && (
          <Button name="step" value="do" disabled={busy}>
            {send.replace("%n", String(right))}
          </Button>
        )}
      </div>
      <Verdicts lines={state.lines} />
    </form>
  );
}
