"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { again } from "./actions";

export function AgainButton({ la, id, of }: { la: string; id: string; of: string }) {
  const [{ error }, send, waiting] = useActionState(again, {});
  return (
    <form action={send}>
      <input type="hidden" name="la" value={la} />
      <input type="hidden" name="id" value={id} />
      <Button kind="secondary" disabled={waiting}>
        Send again<span className="sr-only"> {of}</span>
      </Button>
      {error && (
        <p role="alert" className="text-wrong">
          {error}
        </p>
      )}
    </form>
  );
}
