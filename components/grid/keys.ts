import type { Cell } from "./moves";

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  getModifierState(key: string): boolean;
}

export type Asked =
  | { ask: "edit"; start: string | null }
  | { ask: "clear" }
  | { ask: "undo" | "redo" | "fill" | "column" | "row" }
  | { ask: "filter" }
  | { ask: "none" };

const isCharacter = (p: Press) =>
  [...p.key].length === 1 && (p.getModifierState("AltGraph") || !(p.ctrlKey || p.metaKey || p.altKey));

const inCell: Record<string, Asked> = {
  Enter: { ask: "edit", start: null },
  F2: { ask: "edit", start: null },
  Delete: { ask: "clear" },
  Backspace: { ask: "clear" },
};

const withControl: Record<string, Asked["ask"]> = { z: "undo", y: "redo", d: "fill", " ": "column" };

/** Shortcuts: Control and Z, Y (or Shift and Z), D, space; Shift and space. */
function shortcut(press: Press, at: Cell): Asked | null {
  const held = (press.ctrlKey || press.metaKey) && !press.altKey;
  const ask = held ? withControl[press.key.toLowerCase()] : press.shiftKey && press.key === " " ? "row" : undefined;
  if (ask === "undo") return { ask: press.shiftKey ? "redo" : "undo" };
  if (ask === "redo") return { ask };
  return at.row >= 0 && (ask === "fill" || ask === "column" || ask === "row") ? { ask } : null;
}

/** What a key that does not move asks for at a place of the grid. */
export function askedBy(press: Press, at: Cell): Asked {
  const asked = shortcut(press, at);
  if (asked) return asked;
  if (at.row === -1 && (press.key === "Enter" || press.key === "F2" || isCharacter(press))) return { ask: "filter" };
  if (at.row < 0) return { ask: "none" };
  return inCell[press.key] ?? (isCharacter(press) ? { ask: "edit", start: press.key } : { ask: "none" });
}
