"use client";

import { type FocusEvent, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { Cell } from "./moves";
import { cellId } from "./row";

const placeOf = (target: EventTarget): Cell | null => {
  if (!(target instanceof HTMLElement)) return null;
  const col = target.closest<HTMLElement>("[data-col]")?.dataset.col;
  const row = target.closest<HTMLElement>("[data-row]")?.dataset.row;
  return col !== undefined && row !== undefined ? { row: Number(row), col: Number(col) } : null;
};

/** The one cell that Tab leads to; `go` moves it and the browser's focus, `onFocus` follows the mouse. */
export function useFocus(begin: Cell) {
  const [at, setAt] = useState(begin);
  const [entered, setEntered] = useState(false);
  const [moves, setMoves] = useState(0);
  const shown = useRef(0);
  const go = useCallback((to: Cell) => {
    setAt(to);
    setEntered(true);
    setMoves((n) => n + 1);
  }, []);
  const onFocus = useCallback((event: FocusEvent) => {
    const to = placeOf(event.target);
    if (!to) return;
    setEntered(true);
    setAt((before) => (before.row === to.row && before.col === to.col ? before : to));
  }, []);
  useLayoutEffect(() => {
    if (shown.current === moves) return;
    shown.current = moves;
    const cell = document.getElementById(cellId(at.row, at.col));
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [at, moves]);
  return { at, entered, go, onFocus, setAt };
}
