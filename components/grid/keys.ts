import type { Cell } from "./moves";

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  getModifierState(key: string): boolean;
}

export type Asked =
  | { ask: "edit"; start: string | null }
  | { ask: "clear" }
  | { ask: "undo" }
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

/** What a key that does not move asks for at a place of the grid. */
export function askedBy(press: Press, at: Cell): Asked {
  if (press.key.toLowerCase() === "z" && (press.ctrlKey || press.metaKey)) return { ask: "undo" };
  if (at.row === -1 && (press.key === "Enter" || press.key === "F2" || isCharacter(press))) return { ask: "filter" };
  if (at.row < 0) return { ask: "none" };
  return inCell[press.key] ?? (isCharacter(press) ? { ask: "edit", start: press.key } : { ask: "none" });
}
