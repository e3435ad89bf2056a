"use client";

import { type FocusEvent, type MouseEvent, useCallback, useLayoutEffect, useRef, useState } from "react";
import type { Cell } from "./moves";
import { rangeOf } from "./range";
import { cellId } from "./row";

const placeOf = (target: EventTarget): Cell | null => {
  if (!(target instanceof HTMLElement)) return null;
  const col = target.closest<HTMLElement>("[data-col]")?.dataset.col;
  const row = target.closest<HTMLElement>("[data-row]")?.dataset.row;
  return col !== undefined && row !== undefined ? { row: Number(row), col: Number(col) } : null;
};

interface Place {
  at: Cell;
  /** The other corner of what is chosen; null where that is the cell alone. */
  anchor: Cell | null;
}

/** The one cell that Tab leads to; `go` moves it and the browser's focus, `extend` leaves the other corner where it was. */
export function useFocus(begin: Cell) {
  const [place, setPlace] = useState<Place>({ at: begin, anchor: null });
  const [entered, setEntered] = useState(false);
  const [moves, setMoves] = useState(0);
  const shown = useRef(0);
  const move = useCallback((change: (before: Place) => Place) => {
    setPlace(change);
    setEntered(true);
    setMoves((n) => n + 1);
  }, []);
  const go = useCallback((to: Cell) => move(() => ({ at: to, anchor: null })), [move]);
  const extend = useCallback(
    (to: Cell) =>
      move(({ at, anchor }) => ({
        at: { ...to, row: Math.max(0, to.row) },
        anchor: anchor ?? (at.row < 0 ? null : at),
      })),
    [move],
  );
  const choose = useCallback((from: Cell, to: Cell) => move(() => ({ at: to, anchor: from })), [move]);
  const setAt = useCallback(
    (change: (at: Cell) => Cell) => setPlace((before) => ({ at: change(before.at), anchor: null })),
    [],
  );
  const onFocus = useCallback((event: FocusEvent) => {
    const to = placeOf(event.target);
    if (!to) return;
    setEntered(true);
    setPlace((before) => (before.at.row === to.row && before.at.col === to.col ? before : { at: to, anchor: null }));
  }, []);
  const onMouseDown = useCallback(
    (event: MouseEvent) => {
      const to = event.shiftKey && !(event.target instanceof HTMLInputElement) ? placeOf(event.target) : null;
      if (!to || to.row < 0) return;
      event.preventDefault();
      extend(to);
    },
    [extend],
  );
  const { at, anchor } = place;
  useLayoutEffect(() => {
    if (shown.current === moves) return;
    shown.current = moves;
    const cell = document.getElementById(cellId(at.row, at.col));
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [at, moves]);
  return { at, range: rangeOf(at, anchor), entered, go, extend, choose, onFocus, onMouseDown, setAt };
}
