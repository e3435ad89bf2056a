"use client";

import { type FormEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { IssueMark, markWords, worstOf } from "./issue-mark";
import { canTryAgain, post, type Refusal } from "./post";
import type { GridPlace, RecordIssue, RecordRow } from "./types";
import { whenWords } from "./when";

interface Props {
  place: GridPlace;
  row: RecordRow;
  issue: RecordIssue;
  titles: Record<string, string>;
  editable: boolean;
  replace(row: Pick<RecordRow, "id"> & Partial<RecordRow>): void;
  changed(): void;
  say(words: string): void;
  leave(): void;
  goTo(column: string): void;
  /** Reasons that were begun, by record and check: what was typed stays when another record is looked at. */
  drafts: Map<string, string>;
}

const wordsOf = ({ error, signedOut }: Refusal) =>
  signedOut
    ? "You were signed out. Sign in again in another tab, then mark it here; your reason stays."
    : error.replace(/^because: /, "");

/** What was pressed goes away with the mark, so the keyboard goes back to the record; where it was refused, to the reason. */
function useMarking({ place, row, issue, replace, changed, say, leave, drafts }: Props) {
  const draft = `${row.id} ${issue.checkId}`;
  const busy = useRef(false);
  const reason = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const mark = async (because: string | null) => {
    if (busy.current) return;
    busy.current = true;
    const input = { dataset: place.dataset, id: row.id, checkId: issue.checkId, because };
    const answer = await post<{ issues: RecordIssue[] }>("mark", { la: place.la, input });
    busy.current = false;
    setError("error" in answer ? wordsOf(answer) : null);
    if ("ok" in answer) {
      drafts.delete(draft);
      replace({ id: row.id, issues: answer.ok.issues });
      say(because === null ? "The query is open again." : "Marked correct.");
      leave();
      changed();
    } else {
      reason.current?.focus();
      if (!canTryAgain(answer)) changed();
    }
  };
  const begun = drafts.get(draft) ?? "";
  return { reason, error, mark, begun, begin: (text: string) => drafts.set(draft, text) };
}

function MarkForm({ reason, error, mark, begun, begin }: ReturnType<typeof useMarking>) {
  const id = useId();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void mark(String(new FormData(event.currentTarget).get("because") ?? ""));
  };
  return (
    <form onSubmit={onSubmit} noValidate className="mt-2">
      <label htmlFor={id} className="block font-semibold">
        Why it is correct
      </label>
      {error && (
        <p id={`${id}-error`} className="font-semibold text-wrong">
          <span className="sr-only">Error: </span>
          {error}
        </p>
      )}
      <input
        ref={reason}
        id={id}
        name="because"
        defaultValue={begun}
        onChange={({ target }) => begin(target.value)}
        maxLength={500}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className="mb-2 mt-1 block w-full rounded-small border border-edge px-2 py-1"
      />
      <Button kind="secondary">Mark correct</Button>
    </form>
  );
}

/** One issue in words, with where it is; a query may be marked correct with a reason, and the mark taken back. */
export function Issue(props: Props) {
  const { issue, titles, editable } = props;
  const marking = useMarking(props);
  const worst = worstOf([issue]) ?? "query";
  const where = issue.columns.filter((key) => titles[key]).slice(0, 4);
  return (
    <li
      className={`border-l-4 pl-3 ${worst === "error" ? "border-wrong" : worst === "query" ? "border-query" : "border-rule"}`}
    >
      <p className="flex items-center gap-1.5 font-semibold">
        <IssueMark worst={worst} />
        {markWords[worst]}
        {where.length > 0 && (
          <span className="font-normal">
            in{" "}
            {where.map((key, n) => (
              <span key={key}>
                {n > 0 && ", "}
                <button type="button" onClick={() => props.goTo(key)} className="min-h-6 cursor-pointer text-link">
                  {titles[key]}
                </button>
              </span>
            ))}
          </span>
        )}
      </p>
      <p className="mt-1">{issue.words}</p>
      {issue.marked && (
        <p className="mt-1 text-muted">
          {issue.marked.byName}, {whenWords(issue.marked.at)}: “{issue.marked.because}”
        </p>
      )}
      {editable && issue.marked && (
        <Button kind="secondary" type="button" onClick={() => void marking.mark(null)}>
          Take the mark back
        </Button>
      )}
      {editable && issue.severity === "query" && !issue.marked && <MarkForm {...marking} />}
    </li>
  );
}
