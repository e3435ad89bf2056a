"use client";

import { useActionState } from "react";
import type { Choosing } from "@/components/batches/choose";
import { Button } from "@/components/ui/button";
import { decideBatch, type Made, makeBatch } from "./actions";

interface Act {
  act: "failed" | "own" | "changed" | "missing" | "cancel";
  label: string;
}

const Fault = ({ words }: { words: string | undefined }) =>
  words ? (
    <p role="alert" className="w-full font-semibold text-wrong">
      {words}
    </p>
  ) : null;

/** What may be done with a batch, or with one of its files; `of` says which, for those who only hear the button. */
export function BatchButtons(props: { la: string; id: string; item?: string; of: string; acts: Act[] }) {
  const { la, id, item, of, acts } = props;
  const [{ error }, decide, busy] = useActionState(decideBatch, {});
  return (
    <form action={decide} className="flex flex-wrap gap-2">
      <input type="hidden" name="la" value={la} />
      <input type="hidden" name="id" value={id} />
      {item && <input type="hidden" name="item" value={item} />}
      {acts.map(({ act, label }) => (
        <Button key={act} kind="secondary" name="act" value={act} disabled={busy}>
          {label}
          <span className="sr-only"> {of}</span>
        </Button>
      ))}
      <Fault words={error} />
    </form>
  );
}

/** Makes exactly what was shown. */
export function MakeButton({ la, choosing, files }: { la: string; choosing: Choosing; files: number }) {
  const [{ error, files: entered }, make, busy] = useActionState<Made, FormData>(makeBatch, {});
  const { what, single, year, of, phase, locality, urns, pupils } = choosing;
  const fields = Object.entries({ la, what, year, of, phase, locality, nopupils: pupils ? "" : "1" });
  return (
    <form action={make} className="space-y-2">
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {what === "single" && single.map((id) => <input key={id} type="hidden" name="report" value={id} />)}
      {of === "ticked" && urns.map((urn) => <input key={urn} type="hidden" name="urn" value={urn} />)}
      <Button disabled={busy || files === 0}>{files === 1 ? "Make 1 file" : `Make ${files} files`}</Button>
      <Fault words={error} />
      <p role="status">{entered !== undefined && !error && "Entered; it stands first in the list."}</p>
    </form>
  );
}
