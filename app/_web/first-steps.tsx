import type { ReactNode } from "react";
import { Status } from "@/components/ui/status";
import { type FirstStepsHeld, firstSteps } from "@/lib/first-steps";

interface StepProps {
  title: string;
  command: string;
  done: boolean;
  children: ReactNode;
}

function Step({ title, command, done, children }: StepProps) {
  return (
    <li className="pl-2">
      <h2 className="text-base font-semibold">
        {title} {done && <Status mark="arrow">Done</Status>}
      </h2>
      <p className="mt-1">{children}</p>
      <pre className="mt-2 whitespace-pre-wrap break-words border-l-4 border-accent bg-wash px-4 py-3 text-dense">
        <code>{command}</code>
      </pre>
    </li>
  );
}

/** What to do in a product that holds no authority yet, in order; all of it is done where the product runs. */
export function FirstSteps({ held }: { held: FirstStepsHeld }) {
  return (
    <>
      <h1 className="text-title">Set Keymark up</h1>
      <p className="mt-4 text-large">
        {held.authority
          ? "The register of schools is not here yet."
          : "No authority uses this Keymark yet, so nobody can sign in."}
      </p>
      <p className="mt-2">
        Whoever runs it does the following once, on the computer where it runs, in Keymark’s folder. The example is an
        authority with DfE’s code 999; put your own in its place.
      </p>
      <ol className="mt-8 list-decimal space-y-6 pl-6">
        {firstSteps.map(({ title, about, command, makes }) => (
          <Step key={title} title={title} command={command} done={makes !== undefined && held[makes]}>
            {about}
          </Step>
        ))}
      </ol>
      <p className="mt-8 text-muted">
        Once the first two are done, this page gives way to signing in. Each command says what it does and takes with
        --help. To look around first, stop Keymark and start it with a data folder of its own and without --empty: it
        then makes an invented authority.
      </p>
    </>
  );
}
