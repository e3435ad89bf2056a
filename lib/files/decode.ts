import { Invalid } from "@/lib/errors";

/** Enough of a file to hold any XML declaration. */
const HEAD_BYTES = 1024;

const AGAIN = "Export it again from your system as UTF-8, or ask the school for a new copy.";

type Charset = "utf-8" | "utf-16" | "utf-16le" | "utf-16be" | "windows-1252";

/** Files that declare ISO 8859-1 use the Windows code page in practice; the two differ only in control characters. */
const CHARSETS: ReadonlyMap<string, Charset> = new Map([
  ["utf-8", "utf-8"],
  ["utf8", "utf-8"],
  ["utf-16", "utf-16"],
  ["utf-16le", "utf-16le"],
  ["utf-16be", "utf-16be"],
  ["windows-1252", "windows-1252"],
  ["cp1252", "windows-1252"],
  ["iso-8859-1", "windows-1252"],
  ["iso8859-1", "windows-1252"],
  ["latin1", "windows-1252"],
]);

const DECLARED = /^\uFEFF?<\?xml\s[^?>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]{0,39})["']/;

/** What windows-1252 has at 0x80 to 0x9F; a space marks the five bytes it does not define. */
const WINDOWS_1252 = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

/** Turns the next bytes into text; without bytes, ends the text. */
type Decode = (bytes?: Uint8Array) => string;

function bomOf(head: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return null;
}

function declaredCharset(head: Uint8Array, bom: ReturnType<typeof bomOf>): Charset | null {
  const encoding = bom ?? "latin1";
  const label = DECLARED.exec(new TextDecoder(encoding).decode(head))?.[1];
  if (label === undefined) return null;
  const charset = CHARSETS.get(label.toLowerCase());
  if (charset) return charset;
  throw new Invalid(`The file is encoded as "${label}"; UTF-8, UTF-16 and windows-1252 can be read. ${AGAIN}`);
}

/** The encoding that both the first bytes and the XML declaration vouch for. */
function charsetOf(head: Uint8Array): Charset {
  const bom = bomOf(head);
  if (!bom && head.subarray(0, 4).includes(0)) {
    throw new Invalid(`The file looks like UTF-16 or UTF-32 but does not begin with the mark that says so. ${AGAIN}`);
  }
  const declared = declaredCharset(head, bom);
  const real = bom ?? (declared === "windows-1252" ? declared : "utf-8");
  const agrees = declared === null || declared === real || (declared === "utf-16" && real.startsWith("utf-16"));
  if (agrees) return real;
  throw new Invalid(`The file declares the encoding ${declared} but its first bytes are ${real}. ${AGAIN}`);
}

function unicode(charset: Charset): Decode {
  // The byte order mark is left to the parser, which allows one and refuses a second.
  const decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      throw new Invalid(`The file holds bytes that are not ${charset.toUpperCase()}, the encoding it is in. ${AGAIN}`);
    }
  };
}

function windows1252(char: string): string {
  const mapped = WINDOWS_1252[char.charCodeAt(0) - 0x80];
  if (mapped !== undefined && mapped !== " ") return mapped;
  throw new Invalid(`The file holds bytes that are not windows-1252, the encoding it declares. ${AGAIN}`);
}

function decoderFor(head: Uint8Array): Decode {
  const charset = charsetOf(head);
  if (charset !== "windows-1252") return unicode(charset);
  return (bytes) => {
    if (!bytes) return "";
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
    return text.replace(/[\x80-\x9f]/g, windows1252);
  };
}

/**
 * The text of an XML file: UTF-8, UTF-16 with a byte order mark, or windows-1252 where the XML declaration says so.
 * Throws `Invalid` where the declaration, the first bytes and the rest do not agree. Ends `source` when it ends.
 */
export async function* decodeXml(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let head: Uint8Array = new Uint8Array(0);
  let decode: Decode | null = null;
  for await (const bytes of source) {
    if (decode) {
      yield decode(bytes);
      continue;
    }
    head = head.length === 0 ? bytes : Buffer.concat([head, bytes]);
    if (head.length < HEAD_BYTES) continue;
    decode = decoderFor(head.subarray(0, HEAD_BYTES));
    yield decode(head);
  }
  if (!decode) {
    decode = decoderFor(head);
    yield decode(head);
  }
  yield decode();
}
