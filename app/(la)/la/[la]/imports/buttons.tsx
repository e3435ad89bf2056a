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
  /** How many pupils and corrections an upload that waits would remove. */
  weighed: { gone: number; undone: number };
}

const cancel = { act: "cancel", label: "Cancel" };

function choicesOf({ row, asked, weighed }: Props) {
  if (row.state !== "waiting") return [cancel];
  if (asked.length > 0) return [{ act: "say", label: "Go on" }, cancel];
  if (weighed.gone === 0) return [{ act: "replace", label: "Go on" }, cancel];
  return [{ act: "replace", label: "Replace" }, { act: "retain", label: "Retain" }, cancel];
}

/** Whether corrections stay that the file would take back; they do, unless the tick is taken away. */
function Corrections({ undone }: { undone: number }) {
  return (
    <label className="my-2 flex items-start gap-2 text-dense">
      <input type="hidden" name="corrected" value="asked" />
      <input type="checkbox" name="keep" value="keep" defaultChecked className="mt-1 size-4 shrink-0" />
      {undone === 1 ? "Keep the correction made here" : `Keep the ${undone} corrections made here`}
    </label>
  );
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
      {row.state === "waiting" && props.weighed.undone > 0 && <Corrections undone={props.weighed.undone} />}
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
