"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { askLink, type ForgottenState } from "./actions";

const start: ForgottenState = { email: "" };

/** Works as a plain form too, before or without scripts. */
export function ForgottenForm() {
  const [{ email, fault, asked }, send, waiting] = useActionState(askLink, start);
  if (asked) {
    return (
      <Notice kind="success" title="Look into your mail">
        <p>
          If somebody signs in here with {email}, a link to choose a new password is on its way there. It works once,
          within an hour.
        </p>
        <p className="mt-2">
          If nothing comes within a few minutes, look among the unwanted mail, and then ask the school or the authority
          that lets you in.
        </p>
      </Notice>
    );
  }
  return (
    <form action={send} noValidate className="space-y-6">
      {fault && <ErrorSummary faults={[{ field: "email", words: fault }]} />}
      <Field
        id="email"
        label="E-mail address"
        hint="The one that you sign in with. A link to choose a new password is sent to it."
        type="email"
        autoComplete="username"
        spellCheck={false}
        defaultValue={email}
        error={fault}
      />
      <Button disabled={waiting}>{waiting ? "Sending" : "Send me a link"}</Button>
    </form>
  );
}
