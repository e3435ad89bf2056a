/** A cell of the register read into what the database holds: the value, or words on what is wrong with it. */
export type Read = { value: string | null } | { words: string };

const none: Read = { value: null };

export const readText = (cell: string): Read => ({ value: cell.replace(/[\p{Cc}\s]+/gu, " ").trim() || null });

const dayParts = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: 00:00(?::00)?)?$/;
const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/;

/** dd/mm/yyyy, dd-mm-yyyy or yyyy-mm-dd, as yyyy-mm-dd. */
export function readDay(cell: string): Read {
  const text = cell.trim();
  if (text === "") return none;
  const [, d = "", m = "", y = ""] = dayParts.exec(text) ?? [];
  const day = isoDay.test(text) ? text : `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  return real ? { value: day } : { words: `"${text}" is no date; dd/mm/yyyy is expected` };
}

/** A whole number that fits the database; "270.0" as Excel may write it, too. */
export function readWhole(cell: string): Read {
  const text = cell.trim();
  if (text === "") return none;
  const [, digits] = /^(\d{1,9})(?:\.0+)?$/.exec(text) ?? [];
  return digits ? { value: String(Number(digits)) } : { words: `"${text}" is no whole number` };
}

export function readNumber(cell: string): Read {
  const text = cell.trim().replace(/%$/, "");
  if (text === "") return none;
  return /^\d{1,9}(\.\d+)?$/.test(text) ? { value: text } : { words: `"${text}" is no number` };
}

/** Digits alone, with the leading zero that spreadsheets lose; null where too few remain to be a number in this country. */
export function readTelephone(cell: string): Read {
  const digits = cell.replace(/\D/g, "").replace(/^0*44(?=\d{9,10}$)/, "0");
  const full = digits.startsWith("0") ? digits : `0${digits}`;
  return { value: full.length >= 10 && full.length <= 12 ? full : null };
}

/** An address of the web that a browser opens; http where the register names no scheme. Null for anything else. */
export function readWebsite(cell: string): Read {
  const text = cell.trim().replace(/^(https?):\/*/i, (_, scheme: string) => `${scheme.toLowerCase()}://`);
  if (text === "" || /\s/.test(text)) return none;
  const address = /^https?:/.test(text) ? text : `http://${text}`;
  if (!URL.canParse(address)) return none;
  const url = new URL(address);
  if (url.username || !/^[a-z0-9-]+(\.[a-z0-9-]+)+\.?$/.test(url.hostname)) return none;
  return { value: url.pathname === "/" && !url.search && !url.hash ? url.origin : url.href };
}

/** One space before the last three characters, in capitals, where it is a postcode; else as written. */
export function readPostcode(cell: string): Read {
  const joined = cell.toUpperCase().replace(/[^A-Z0-9]/g, "");
  if (!/^[A-Z]{1,2}\d[A-Z0-9]?\d[A-Z]{2}$/.test(joined)) return readText(cell);
  return { value: `${joined.slice(0, -3)} ${joined.slice(-3)}` };
}

export function readUrn(cell: string): Read {
  const text = cell.trim();
  return /^\d{5,7}$/.test(text) ? { value: text } : { words: `"${text}" is no URN; six digits are expected` };
}

export function readLaCode(cell: string): Read {
  const text = cell.trim();
  if (!/^\d{1,3}$/.test(text)) return { words: `"${text}" is no code of an authority; three digits are expected` };
  return { value: text.padStart(3, "0") };
}

/** Four digits, with the leading zeros that spreadsheets lose; many establishments have none. */
export function readEstab(cell: string): Read {
  const text = cell.trim();
  if (text === "") return none;
  return /^\d{1,4}$/.test(text)
    ? { value: text.padStart(4, "0") }
    : { words: `"${text}" is no establishment number; four digits are expected` };
}
