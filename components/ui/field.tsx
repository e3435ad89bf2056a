import type { InputHTMLAttributes } from "react";

type Props = InputHTMLAttributes<HTMLInputElement> & { id: string; label: string; hint?: string; error?: string };

/** A labelled text field; what is wrong stands between label and field, in the words of the error summary. */
export function Field({ id, label, hint, error, ...input }: Props) {
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
      <input
        id={id}
        name={id}
        aria-describedby={notes || undefined}
        aria-invalid={error ? true : undefined}
        className={`mt-1 block w-full rounded-small border bg-paper px-3 py-2 ${error ? "border-2 border-wrong" : "border-edge"}`}
        {...input}
      />
    </div>
  );
}
