/** What a file of a batch is about. */
export interface Named {
  /** The school, or the authority. */
  name: string;
  /** "999/2001"; the authority has none. */
  dfe?: string | null;
  title: string;
  year: number;
  level: number;
}

const longest = 120;

/** What every system takes in a file name: no path, no sign that ends a header or turns the writing round. */
const plain = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/[/\\]/g, "-")
    .replace(/[\p{C}:*?"<>|]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();

/** "Ash Grove Primary School (999-2001) Standard Pack 2026", with "no pupils" where none is named; without an ending. */
export function fileTitle({ name, dfe, title, year, level }: Named): string {
  const number = dfe ? ` (${plain(dfe)})` : "";
  const short = [...plain(name)].slice(0, longest).join("").replace(/^\.+/, "").trim() || "School";
  return `${short}${number} ${plain(title)} ${year}${level === 3 ? " no pupils" : ""}`;
}

/** Names made different from each other, also where letters differ in size only: the second gets " 2", and so on. */
export function distinct(names: string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let n = 1;
    let given = name;
    while (taken.has(given.toLowerCase())) given = `${name} ${++n}`;
    taken.add(given.toLowerCase());
    return given;
  });
}
