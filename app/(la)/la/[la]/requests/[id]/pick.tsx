"use client";

import { useActionState } from "react";
import { ActForm } from "@/components/ui/act-form";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { decideRequest, type Found, find } from "../actions";

interface Props {
  la: string;
  id: string;
  /** The end of access that each choice gives: a day. */
  until: string;
  start: Found;
}

/** Looks for the log-in that the person has, and adds them with it. Works without scripts. */
export function Pick({ la, id, until, start }: Props) {
  const [{ people, words, faults }, look, busy] = useActionState(find, start);
  return (
    <div className="space-y-6">
      {faults.length > 0 && <ErrorSummary faults={faults} />}
      <form action={look} className="flex max-w-xl flex-wrap items-end gap-3">
        <input type="hidden" name="la" value={la} />
        <div className="min-w-64 flex-1">
          <Field id="words" label="Name or e-mail address" autoComplete="off" defaultValue={words} />
        </div>
        <Button kind="secondary" disabled={busy}>
          Search
        </Button>
      </form>
      <p role="status">
        {people.length === 0
          ? "Nobody of the authority with these words in name or address."
          : `${people.length === 1 ? "1 person" : `${people.length} people`} found`}
      </p>
      <ul className="border-t border-rule">
        {people.map(({ person, name, email, places }) => (
          <li
            key={person}
            className="flex flex-wrap items-start justify-between gap-x-8 gap-y-2 border-b border-rule py-3"
          >
            <div className="min-w-0">
              <p className="font-semibold">{name}</p>
              <p className="break-words">{email}</p>
              <p className="text-dense text-muted">{places.join(", ")}</p>
            </div>
            <ActForm
              act={decideRequest}
              id={`add-${person}`}
              hidden={{ la, id, answer: "add", person, until }}
              kind="secondary"
              send={
                <>
                  Add at Level 3<span className="sr-only"> {name}</span>
                </>
              }
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
