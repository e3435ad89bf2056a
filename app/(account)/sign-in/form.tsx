"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { TextLink } from "@/components/ui/text-link";
import { type SignInState, signIn } from "./actions";

const start: SignInState = { email: "", faults: [] };

/** Works as a plain form too, before or without scripts. */
export function SignInForm({ to }: { to: string }) {
  const [{ email, faults }, send, waiting] = useActionState(signIn, start);
  const faultOf = (field: string) => faults.find((fault) => fault.field === field)?.words;
  return (
    <form action={send} noValidate>
      {faults.length > 0 && <ErrorSummary faults={faults} />}
      <input type="hidden" name="to" value={to} />
      <div className="space-y-6">
        <Field
          id="email"
          label="E-mail address"
          type="email"
          autoComplete="username"
          spellCheck={false}
          defaultValue={email}
          error={faultOf("email")}
        />
        <Field
          id="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          error={faultOf("password")}
        />
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <Button disabled={waiting}>{waiting ? "Signing in" : "Sign in"}</Button>
          <TextLink href="/forgotten">I have no password, or forgot it</TextLink>
        </div>
      </div>
    </form>
  );
}
