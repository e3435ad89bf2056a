"use client";

import { useActionState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { TextLink } from "@/components/ui/text-link";
import { type Codes, newCodes } from "../actions";

const start: Codes = { codes: [], faults: [] };

/** Makes the codes and shows them this one time. */
export function RecoveryCodes({ to }: { to: string }) {
  const [{ codes, faults }, send, waiting] = useActionState(newCodes, start);
  if (codes.length > 0) {
    return (
      <>
        <ul
          aria-label="Recovery codes"
          className="grid max-w-sm grid-cols-2 gap-2 border border-rule p-4 font-semibold"
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <p className="mb-6 mt-4">This page shows them once. Codes that you had before count no more.</p>
        <ButtonLink href={to}>I have kept them: go on</ButtonLink>
      </>
    );
  }
  return (
    <form action={send}>
      {faults.length > 0 && <ErrorSummary faults={faults} />}
      <Button id="make" disabled={waiting}>
        Make my recovery codes
      </Button>
      <p className="mt-8">
        <TextLink href={to}>Not now</TextLink>
      </p>
    </form>
  );
}
