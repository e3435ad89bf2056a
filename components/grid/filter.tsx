"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { GridColumn } from "./types";

const waitMs = 300;
const boxClass = "h-6 w-full rounded-small border border-edge bg-paper px-1 text-dense";

interface Props {
  column: GridColumn;
  value: string;
  onFilter(column: string, value: string): void;
  /** Id of the cell that the keyboard goes back to. */
  home: string;
}

/** The filter below a column's head; reached by keyboard from its cell with Enter, left with Enter or Escape. */
export function Filter({ column, value, onFilter, home }: Props) {
  const [text, setText] = useState(value);
  const due = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(value), [value]);
  useEffect(() => () => clearTimeout(due.current), []);
  const label = `Filter ${column.label}`;
  const goHome = (event: KeyboardEvent<HTMLElement>) => {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    document.getElementById(home)?.focus();
  };
  if (column.options) {
    return (
      <select
        aria-label={label}
        tabIndex={-1}
        className={boxClass}
        value={value}
        onChange={(e) => onFilter(column.key, e.target.value)}
        onKeyDown={goHome}
      >
        <option value="">All</option>
        {column.options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
        <option value="(blank)">(blank)</option>
      </select>
    );
  }
  return (
    <input
      type="search"
      aria-label={label}
      tabIndex={-1}
      className={boxClass}
      value={text}
      maxLength={100}
      autoComplete="off"
      onChange={({ target }) => {
        setText(target.value);
        clearTimeout(due.current);
        due.current = setTimeout(() => onFilter(column.key, target.value.trim()), waitMs);
      }}
      onKeyDown={goHome}
    />
  );
}
