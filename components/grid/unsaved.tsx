"use client";

import { Button } from "@/components/ui/button";
import type { Unsaved } from "./use-sending";

interface Props {
  la: string;
  unsaved: Unsaved;
  again(): void;
  giveUp(): void;
}

/** What was typed and could not be saved: why, and how it still can be. */
export function UnsavedNotice({ la, unsaved: { edits, why }, again, giveUp }: Props) {
  const one = edits.length === 1;
  return (
    <div role="alert" className="mb-3 border-2 border-query px-3 py-2 text-dense">
      <p className="font-semibold">
        {one ? "1 change is not saved" : `${edits.length} changes are not saved`}:{" "}
        {why.signedOut ? "you were signed out." : "the server does not answer."}
      </p>
      <p className="mt-1">
        {one ? "It stays" : "They stay"} here while this page is open.{" "}
        {why.signedOut && (
          <>
            <a className="text-link" href={`/sign-in?to=/la/${la}`} target="_blank" rel="noreferrer">
              Sign in again in another tab
            </a>
            , then come back and try again.
          </>
        )}
      </p>
      <div className="mt-2 flex flex-wrap gap-3">
        <Button kind="secondary" type="button" onClick={again}>
          Try again
        </Button>
        <Button kind="secondary" type="button" onClick={giveUp}>
          Give {one ? "it" : "them"} up
        </Button>
      </div>
    </div>
  );
}
