"use client";

import { createContext, type InputHTMLAttributes, type ReactNode, useActionState, useContext } from "react";
import { type ActState, untouched } from "./act-state";
import { Button } from "./button";
import { ErrorSummary } from "./error-summary";
import { Field } from "./field";

const Answered = createContext<ActState & { prefix: string }>({ ...untouched, prefix: "" });

interface FormProps {
  /** A server action. */
  act(before: ActState, form: FormData): Promise<ActState>;
  /** Tells its fields' ids from those of other forms of the page. */
  id: string;
  /** Fields that nobody sees. */
  hidden?: Record<string, string>;
  /** What its button says. */
  send: ReactNode;
  kind?: "primary" | "secondary";
  children?: ReactNode;
}

/** A form that says what is wrong with it above and beside its fields, and keeps what was typed. Works without scripts. */
export function ActForm({ act, id, hidden = {}, send, kind = "primary", children }: FormProps) {
  const [state, action, busy] = useActionState(act, untouched);
  const faults = state.faults.map(({ field, words }) => ({ field: field ? `${id}-${field}` : id, words }));
  return (
    <Answered value={{ ...state, prefix: `${id}-` }}>
      <form id={id} action={action} noValidate className={children ? "space-y-6" : "inline"}>
        {faults.length > 0 && <ErrorSummary faults={faults} />}
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        <Button kind={kind} disabled={busy}>
          {send}
        </Button>
        <p role="status" className={state.done ? "border-l-4 border-right bg-wash px-4 py-3" : "sr-only"}>
          {state.done}
        </p>
      </form>
    </Answered>
  );
}

function useField(name: string) {
  const { faults, given, prefix } = useContext(Answered);
  return { id: prefix + name, error: faults.find(({ field }) => field === name)?.words, given: given[name] };
}

/** What is shown only once a field was found wrong, or was filled in. */
export function OnceAsked({ name, children }: { name: string; children: ReactNode }) {
  const { error, given } = useField(name);
  return error || given ? children : null;
}

type TextProps = Omit<InputHTMLAttributes<HTMLInputElement>, "defaultValue"> & {
  name: string;
  label: string;
  hint?: string;
  /** What stands in it at first. */
  value?: string;
};

export function TextField({ name, value, ...rest }: TextProps) {
  const { id, error, given } = useField(name);
  return <Field {...rest} id={id} name={name} error={error} defaultValue={given?.[0] ?? value} />;
}

interface AreaProps {
  name: string;
  label: string;
  hint?: string;
  rows?: number;
  value?: string;
}

export function TextArea({ name, label, hint, rows = 8, value }: AreaProps) {
  const { id, error, given } = useField(name);
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={error ? "border-l-4 border-wrong pl-3" : undefined}>
      <label htmlFor={id} className="block font-semibold">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="font-semibold text-wrong">
          <span className="sr-only">Error: </span>
          {error}
        </p>
      )}
      <textarea
        id={id}
        name={name}
        rows={rows}
        defaultValue={given?.[0] ?? value}
        aria-describedby={notes || undefined}
        aria-invalid={error ? true : undefined}
        className={`mt-1 block w-full rounded-small border bg-paper px-3 py-2 ${error ? "border-2 border-wrong" : "border-edge"}`}
      />
    </div>
  );
}

interface ChoiceProps {
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  /** With a sentence on each, they stand one below the other. */
  choices: { value: string; label: string; about?: string }[];
  value: string;
}

/** One of a few, side by side where there is room. */
export function Radios({ name, legend, hint, choices, value }: ChoiceProps) {
  const { id, error, given } = useField(name);
  const chosen = given?.[0] ?? value;
  return (
    <fieldset className={error ? "border-l-4 border-wrong pl-3" : undefined}>
      <legend className="font-semibold">{legend}</legend>
      {hint && <p className="text-dense text-muted">{hint}</p>}
      {error && (
        <p className="font-semibold text-wrong">
          <span className="sr-only">Error: </span>
          {error}
        </p>
      )}
      <div className="mt-1 flex flex-wrap gap-x-6">
        {choices.map((choice, n) => (
          <label
            key={choice.value}
            className={`flex min-h-8 gap-2 ${choice.about ? "w-full items-start py-1" : "items-center"}`}
          >
            <input
              id={n === 0 ? id : undefined}
              type="radio"
              name={name}
              value={choice.value}
              defaultChecked={choice.value === chosen}
              className="h-5 w-5 shrink-0"
            />
            <span>
              {choice.label}
              {choice.about && <span className="block text-muted">{choice.about}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Tick({ name, label, hint, on }: { name: string; label: string; hint?: string; on: boolean }) {
  const { id, error, given } = useField(name);
  const { given: all } = useContext(Answered);
  const checked = Object.keys(all).length > 0 ? given?.[0] === "1" : on;
  return (
    <div className={error ? "border-l-4 border-wrong pl-3" : undefined}>
      {error && (
        <p className="font-semibold text-wrong">
          <span className="sr-only">Error: </span>
          {error}
        </p>
      )}
      <label className="flex items-start gap-2">
        <input
          id={id}
          type="checkbox"
          name={name}
          value="1"
          defaultChecked={checked}
          className="mt-0.5 h-5 w-5 shrink-0"
        />
        <span>
          <span className="font-semibold">{label}</span>
          {hint && <span className="block text-dense text-muted">{hint}</span>}
        </span>
      </label>
    </div>
  );
}
