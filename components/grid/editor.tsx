"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import type { EndEdit } from "./row";
import type { GridColumn } from "./types";

interface Props {
  column: GridColumn;
  value: string | null;
  /** What was typed to begin with; null keeps the value. */
  start: string | null;
  onEnd: EndEdit;
}

const boxClass = "min-w-0 flex-1 self-stretch bg-paper px-1 text-ink outline-none";

/** What may be chosen, and what stands there although it may not. */
const choicesOf = (options: readonly string[], value: string | null): string[] => [
  "",
  ...(value && !options.includes(value) ? [value] : []),
  ...options,
];

/** A cell being changed: Enter and Tab commit, Escape leaves it as it was, so does losing the focus commit. */
export function Editor({ column, value, start, onEnd }: Props) {
  const box = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const over = useRef(false);
  useEffect(() => {
    const field = box.current;
    field?.focus({ preventScroll: true });
    if (field && "setSelectionRange" in field && start === null) field.select();
  }, [start]);
  const end: EndEdit = (to, key) => {
    if (over.current) return;
    over.current = true;
    onEnd(to, key);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    event.stopPropagation();
    if (!["Enter", "Tab", "Escape"].includes(event.key)) return;
    event.preventDefault();
    end(event.key === "Escape" ? undefined : (box.current?.value ?? null), { key: event.key, shift: event.shiftKey });
  };
  const field = {
    ref: box,
    "aria-label": column.label,
    className: boxClass,
    onKeyDown,
    onBlur: () => end(box.current?.value ?? null, null),
  };
  if (column.options) {
    const first = column.options.find((o) => start !== null && o.toLowerCase().startsWith(start.toLowerCase()));
    return (
      <select {...field} defaultValue={first ?? value ?? ""}>
        {choicesOf(column.options, value).map((choice) => (
          <option key={choice} value={choice}>
            {choice === "" ? "(blank)" : choice}
          </option>
        ))}
      </select>
    );
  }
  return <input {...field} type="text" defaultValue={start ?? value ?? ""} maxLength={200} autoComplete="off" />;
}
