"use client";

import { useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { type AcceptState, choosePassword } from "./actions";
import { Gone } from "./gone";

const start: AcceptState = {};

interface Props {
  token: string;
  email: string;
  shortest: number;
}

/** Works as a plain form too, before or without scripts. */
export function PasswordForm({ token, email, shortest }: Props) {
  const [{ fault, gone }, send, waiting] = useActionState(choosePassword, start);
  const [shown, setShown] = useState(false);
  if (gone) return <Gone />;
  return (
    <form action={send} noValidate className="space-y-6">
      {fault && <ErrorSummary faults={[{ field: "password", words: fault }]} />}
      <input type="hidden" name="token" value={token} />
      <Field id="email" label="Your e-mail address" type="email" autoComplete="username" value={email} readOnly />
      <Field
        id="password"
        label="New password"
        hint={`At least ${shortest} characters. Several words that have nothing to do with one another are easy to remember and hard to guess. You may paste it.`}
        type={shown ? "text" : "password"}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
        error={fault}
      />
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          className="h-5 w-5"
          checked={shown}
          onChange={({ target }) => setShown(target.checked)}
        />
        Show the password
      </label>
      <Button disabled={waiting}>{waiting ? "Setting it" : "Set this password"}</Button>
    </form>
  );
}
