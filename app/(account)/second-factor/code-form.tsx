"use client";

import { type ReactNode, useActionState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import type { FormFault } from "../field-of";

interface Props {
  action(before: { faults: FormFault[] }, form: FormData): Promise<{ faults: FormFault[] }>;
  label: string;
  hint?: string;
  button: string;
  /** Six digits from an app, as against a recovery code. */
  digits?: boolean;
  /** Fields that go along unseen. */
  along: Record<string, string>;
  children?: ReactNode;
}

/** Asks for one code. Works as a plain form too, before or without scripts. */
export function CodeForm({ action, label, hint, button, digits, along, children }: Props) {
  const [{ faults }, send, waiting] = useActionState(action, { faults: [] });
  return (
    <form action={send} noValidate>
      {faults.length > 0 && <ErrorSummary faults={faults} />}
      {Object.entries(along).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <div className="space-y-6">
        <Field
          id="code"
          label={label}
          hint={hint}
          autoComplete="one-time-code"
          inputMode={digits ? "numeric" : "text"}
          autoCapitalize="characters"
          spellCheck={false}
          error={faults.find(({ field }) => field === "code")?.words}
        />
        <Button disabled={waiting}>{button}</Button>
      </div>
    </form>
  );
}
