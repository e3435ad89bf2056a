import type { Pupil } from "./database";

/** What a text gives away of a child. */
export interface Hit {
  kind: "UPN" | "name" | "date of birth";
  found: string;
  /** Through which encodings it was read. */
  as: string;
}

const months = "January February March April May June July August September October November December".split(" ");
const two = (n: number) => String(n).padStart(2, "0");

/** The ways in which a date is commonly written. */
function datesOf(iso: string): string[] {
  const [, y = "", m = "", d = ""] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso) ?? [];
  if (!y) return [iso];
  const [day, month] = [Number(d), Number(m)];
  const name = months[month - 1] ?? "";
  const short = name.slice(0, 3);
  const ends = ["th", "st", "nd", "rd"];
  const nth = `${day}${day > 10 && day < 14 ? "th" : (ends[day % 10] ?? "th")}`;
  const numbers = ["/", "-", "."].flatMap((s) => [
    `${d}${s}${m}${s}${y}`,
    `${day}${s}${month}${s}${y}`,
    `${d}${s}${m}${s}${y.slice(2)}`,
    `${y}${s}${m}${s}${d}`,
    `${m}${s}${d}${s}${y}`,
  ]);
  const words = [d, String(day), nth].flatMap((n) => [`${n} ${name} ${y}`, `${n} ${short} ${y}`]);
  const english = [name, short].flatMap((n) => [`${n} ${day}, ${y}`, `${n} ${d} ${y}`, `${n} ${d}, ${y}`]);
  const millis = Date.UTC(Number(y), month - 1, day);
  return [
    ...numbers,
    ...words,
    ...english,
    `${y}${m}${d}`,
    `${d}${m}${y}`,
    String(millis),
    `${two(day)} ${two(month)} ${y}`,
  ];
}

const dates = [
  /(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)/g,
  /(?<!\d)\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}(?!\d)/g,
  /(?<!\d)\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}(?!\d)/g,
  /[A-Z][a-z]+ \d{1,2},? \d{4}(?!\d)/g,
  /(?<!\d)(?:\d{8}|\d{12,13})(?!\d)/g,
];
const upns = /(?=([A-Z]\d{11}[\dA-Z]))/gi;
const words = /\p{L}[\p{L}'’-]*/gu;
const plainWord = (word: string) => word.toLowerCase().replace(/[’]/g, "'");
/** How many words may stand between the parts of a name: keys of JSON, say. */
const reach = 6;

/** Everything that identifies the children of a database, ready to be looked for. */
export class Children {
  private readonly upns = new Set<string>();
  private readonly dates = new Set<string>();
  private readonly pairs = new Set<string>();
  private readonly names = new Set<string>();

  constructor(pupils: Pupil[]) {
    for (const { upn, surname, forename, born } of pupils) {
      if (upn && /^[A-Z]\d{11}[\dA-Z]$/i.test(upn)) this.upns.add(upn.toUpperCase());
      for (const date of born ? datesOf(born) : []) this.dates.add(date);
      this.addName(partsOf(surname).at(-1), partsOf(forename)[0]);
    }
  }

  /** Short names stand for themselves too rarely: they are looked for in pairs alone. */
  private addName(last?: string, first?: string): void {
    if (last && first) this.pairs.add(`${last} ${first}`).add(`${first} ${last}`);
    for (const name of [last, first]) if (name && name.length > 4) this.names.add(name);
  }

  /** Takes out what a text that anyone may read holds: words, names and dates that are no secret. */
  forget(open: string): void {
    for (const word of open.match(words) ?? []) this.names.delete(plainWord(word));
    for (const pair of this.pairsIn(open)) this.pairs.delete(pair);
    for (const pattern of dates) for (const date of open.match(pattern) ?? []) this.dates.delete(date);
  }

  get size(): { upns: number; dates: number; pairs: number; names: number } {
    return { upns: this.upns.size, dates: this.dates.size, pairs: this.pairs.size, names: this.names.size };
  }

  /** What stands in a text as it is. */
  plainly(text: string, as = "text"): Hit[] {
    const hits: Hit[] = [];
    for (const [, upn = ""] of text.matchAll(upns))
      if (this.upns.has(upn.toUpperCase())) hits.push({ kind: "UPN", found: upn, as });
    for (const pattern of dates)
      for (const date of text.match(pattern) ?? [])
        if (this.dates.has(date)) hits.push({ kind: "date of birth", found: date, as });
    return [...hits, ...this.namesIn(text, as)];
  }

  private namesIn(text: string, as: string): Hit[] {
    const single = (text.match(words) ?? []).map(plainWord).filter((word) => this.names.has(word));
    return [...single, ...this.pairsIn(text)].map((found) => ({ kind: "name", found, as }));
  }

  /** Surname and forename of one child, or forename and surname, with at most a few words between. */
  private pairsIn(text: string): string[] {
    const row = (text.match(words) ?? []).map(plainWord);
    return row.flatMap((word, at) =>
      row
        .slice(at + 1, at + 1 + reach)
        .map((other) => `${word} ${other}`)
        .filter((pair) => this.pairs.has(pair)),
    );
  }
}

const partsOf = (name: string | null) => (name?.match(words) ?? []).map(plainWord);

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

function unescaped(text: string): string {
  return text
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, number, name) => {
      if (name) return entities[name.toLowerCase()] ?? whole;
      return String.fromCodePoint(Math.min(hex ? Number.parseInt(hex, 16) : Number(number), 0x10ffff));
    })
    .replace(/\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gi, (_, u, x) => String.fromCharCode(Number.parseInt(u ?? x, 16)))
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));
}

const untagged = (text: string) => text.replace(/<[^<>]*>/g, " ");

/** Both alphabets of Base64, begun at any letter of the run. */
function* fromBase64(text: string): Generator<string> {
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{8,}/g))
    for (let at = 0; at < 4; at++) yield Buffer.from(run.slice(at), "base64").toString("utf8");
}

function* fromHex(text: string): Generator<string> {
  for (const [run] of text.matchAll(/[0-9a-f]{8,}/gi))
    for (let at = 0; at < 2; at++) {
      const bytes = Buffer.from(run.slice(at), "hex");
      yield bytes.toString("utf8");
      yield bytes.toString("latin1").replaceAll("\0", "");
    }
}

/** What a text gives away as it is, escaped, between tags, URL-encoded, in Base64, in hex, or in UTF-16. */
export function scan(children: Children, text: string): Hit[] {
  const open = unescaped(text);
  const views: [string, string][] = [
    ["text", text],
    ["escaped", open],
    ["between tags", untagged(open)],
    ["UTF-16", text.includes("\0") ? text.replaceAll("\0", "") : ""],
    ["Base64", [...fromBase64(open)].join("\n")],
    ["hex", [...fromHex(open)].join("\n")],
  ];
  return views.flatMap(([as, view]) => children.plainly(view, as));
}
