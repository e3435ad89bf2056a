"use client";

import { Button } from "@/components/ui/button";

const referenceOf = (error: unknown): string | undefined =>
  error instanceof Error && "digest" in error ? String(error.digest) : undefined;

/** What to do about an error of ours, with the number that the log knows it by. */
export function FaultWords({ error, retry }: { error: unknown; retry(): void }) {
  const given = referenceOf(error);
  return (
    <>
      <p>The page could not be made. Nothing that you had saved is lost.</p>
      {given && (
        <p>
          If it happens again, tell whoever runs this service the reference <strong>{given}</strong>.
        </p>
      )}
      <Button type="button" onClick={() => retry()}>
        Try again
      </Button>
    </>
  );
}
