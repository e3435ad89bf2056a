"use client";

import { useActionState } from "react";
import { type AskedFile, SheetQuestions } from "@/components/imports/sheet-questions";
import { Button } from "@/components/ui/button";
import { type Decided, decideImport } from "./actions";

interface Props {
  la: string;
  row: { id: string; fileName: string; state: string };
  /** What it asks of its sheets. */
  asked: AskedFile[];
}

const cancel = { act: "cancel", label: "Cancel" };

function choicesOf({ row, asked }: Props) {
  if (row.state !== "waiting") return [cancel];
  if (asked.length > 0) return [{ act: "say", label: "Go on" }, cancel];
  return [{ act: "replace", label: "Replace" }, { act: "retain", label: "Retain" }, cancel];
}

/** What may be done with an upload in the queue; an answer is asked for where one is waited for. */
export function QueueButtons(props: Props) {
  const { la, row, asked } = props;
  const start: Decided = {};
  const [{ error, said = {} }, act, busy] = useActionState(decideImport, start);
  if (row.state === "applying") return null;
  return (
    <form action={act} className="pt-1">
      <input type="hidden" name="la" value={la} />
      <input type="hidden" name="id" value={row.id} />
      {asked.length > 0 && <SheetQuestions key={JSON.stringify(said)} files={asked} said={said} />}
      <div className="flex flex-wrap gap-2">
        {choicesOf(props).map((choice) => (
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
      </div>
    </form>
  );
}
