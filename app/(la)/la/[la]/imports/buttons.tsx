"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { decideImport } from "./actions";

/** What may be done with an upload in the queue; an answer is asked for where one is waited for. */
export function QueueButtons({ la, row }: { la: string; row: { id: string; fileName: string; state: string } }) {
  const [{ error }, act, busy] = useActionState(decideImport, {});
  if (row.state === "applying") return null;
  const choices =
    row.state === "waiting"
      ? [
          { act: "replace", label: "Replace" },
          { act: "retain", label: "Retain" },
          { act: "cancel", label: "Cancel" },
        ]
      : [{ act: "cancel", label: "Cancel" }];
  return (
    <form action={act} className="flex flex-wrap gap-2 pt-1">
      <input type="hidden" name="la" value={la} />
      <input type="hidden" name="id" value={row.id} />
      {choices.map((choice) => (
        <Button key={choice.act} kind="secondary" name="act" value={choice.act} disabled={busy}>
          {choice.label}
          <span className="sr-only"> {row.fileName}</span>
        </Button>
      ))}
      {error && (
        <p role="alert" className="w-full font-semibold text-wrong">
          {error}
        </p>
      )}
    </form>
  );
}
