import { SaxesParser } from "saxes";
import { Invalid } from "@/lib/errors";
import { decodeXml } from "./decode";

/** Far above any real file, far below what could hurt. */
const MAX = { depth: 64, attributes: 100, text: 64 * 1024 };

/** Characters given to the parser at a time; so much may be ready before `flush` is asked. */
const SLICE = 16 * 1024;

const AGAIN = "Export it again from your system, or ask the school for a new copy.";

/** The parser's findings in the user's words; its own can quote from the file, so they are never passed on. */
const TRUNCATED = "the file ends before it is complete";
const BARE_AMPERSAND = "an & is not followed by a known character code; a plain & must be written &amp;";
const FAULTS: ReadonlyArray<readonly [RegExp, string]> = [
  [/unclosed tag|unexpected end/, TRUNCATED],
  [/close tag|closing tag/, "an element is closed that is not the one last opened"],
  [/entity/, BARE_AMPERSAND],
  [/outside of root/, "there is text outside the main element"],
  [/one root/, "there is a second main element"],
  [/must contain a root/, "there is no element in it"],
  [/attribute/, "an attribute is not written as XML asks"],
  [/disallowed character/, "there is a character that XML does not allow here"],
  [/XML declaration|name\/value|version|encoding/, "the XML declaration is wrong"],
];

export interface XmlEvents {
  /** An element begins; `name` is without its namespace prefix, `line` counts from 1. */
  open(name: string, line: number): void;
  /** Of the element last opened; `name` as written, with its prefix. */
  attribute?(name: string, value: string): void;
  text(text: string): void;
  /** The element last opened ends. */
  close(): void;
  /** Asked after every slice; the next one is read once this has settled. */
  flush(): void | Promise<void>;
}

interface Place {
  line: number;
  column: number;
}

interface Reading {
  parser: SaxesParser;
  /** Where the last element began or ended, counted in characters from the file's beginning. */
  heard: Place & { position: number };
  /** The text being read, from `tailFrom` on: what came since then, and the newest slice. */
  tail: string;
  tailFrom: number;
}

function malformed({ line, column }: Place, fault: string): Invalid {
  return new Invalid(`The file is not well-formed at line ${line}, column ${column}: ${fault}. ${AGAIN}`);
}

function oversized({ line, column }: Place, what: string): Invalid {
  return new Invalid(`The file is not taken: ${what} at line ${line}, column ${column}. ${AGAIN}`);
}

const sinceHeard = ({ heard, tail, tailFrom }: Reading): string => tail.slice(heard.position - tailFrom);

/** The parser looks for the end of a character code as far as the file goes; people want to know where it began. */
function refuseBareAmpersand(reading: Reading): void {
  const { heard } = reading;
  const tail = sinceHeard(reading);
  const at = tail.search(/&(?!#?\w{1,10};)/);
  if (at < 0) return;
  const lines = tail.slice(0, at).split(/\r\n|\r|\n/);
  const line = heard.line + lines.length - 1;
  const column = (lines.at(-1) ?? "").length + 1 + (lines.length === 1 ? heard.column : 0);
  throw malformed({ line, column }, BARE_AMPERSAND);
}

function refuseFault(reading: Reading, message: string): never {
  const { parser } = reading;
  if (message.includes("doctype")) {
    throw new Invalid(
      `The file has a DOCTYPE at line ${parser.line}. Transfer files have none, and for safety files with one are not read. ${AGAIN}`,
    );
  }
  const fault = FAULTS.find(([pattern]) => pattern.test(message))?.[1] ?? "this is not XML";
  if (fault === TRUNCATED || fault === BARE_AMPERSAND) refuseBareAmpersand(reading);
  throw malformed(parser, fault);
}

/** A parser that refuses every DOCTYPE as it begins. */
function startReading(): Reading {
  const parser = new SaxesParser({ defaultXMLVersion: "1.0", forceXMLVersion: true });
  const reading: Reading = { parser, heard: { line: 1, column: 0, position: 0 }, tail: "", tailFrom: 0 };
  // Made to believe that one went before, the parser fails at the word DOCTYPE itself and reads nothing of it.
  Object.assign(parser, { doctype: true });
  parser.on("error", (error) => refuseFault(reading, error.message));
  return reading;
}

/**
 * Connects parser and events, counting what must stay small.
 * saxes keeps handlers as properties of its own: with eight or more V8 turns the parser into a dictionary, which
 * makes it five times slower, so comments and processing instructions are not listened for.
 */
function connect({ parser, heard: last }: Reading, on: XmlEvents): void {
  const heard = () => {
    last.line = parser.line;
    last.column = parser.column;
    last.position = parser.position;
  };
  let depth = 0;
  let attributes = 0;
  let length = 0;
  const text = (piece: string) => {
    length += piece.length;
    if (length > MAX.text) throw oversized(parser, "a text is over 64 kB");
    on.text(piece);
  };
  parser.on("opentagstart", ({ name }) => {
    heard();
    if (++depth > MAX.depth) throw oversized(parser, `elements lie more than ${MAX.depth} deep`);
    attributes = 0;
    length = 0;
    on.open(name.slice(name.indexOf(":") + 1), parser.line);
  });
  parser.on("attribute", ({ name, value }) => {
    if (++attributes > MAX.attributes) throw oversized(parser, `an element has over ${MAX.attributes} attributes`);
    on.attribute?.(name, value);
  });
  parser.on("closetag", () => {
    heard();
    depth--;
    length = 0;
    on.close();
  });
  parser.on("text", text);
  parser.on("cdata", text);
}

/**
 * Reads XML as a stream: `source` is drawn no faster than `on.flush` settles, and is ended on any error.
 * Comments and processing instructions are passed over. Throws `Invalid` (with line and column, never with content)
 * for what is not well-formed, has a DOCTYPE, or is out of all proportion.
 */
export async function parseXml(source: AsyncIterable<Uint8Array>, on: XmlEvents): Promise<void> {
  const reading = startReading();
  const { parser, heard } = reading;
  connect(reading, on);
  for await (const text of decodeXml(source)) {
    for (let at = 0; at < text.length; at += SLICE) {
      const slice = text.slice(at, at + SLICE);
      reading.tail = sinceHeard(reading) + slice;
      reading.tailFrom = heard.position;
      // Only an unfinished text, comment, tag or instruction keeps the parser silent while it stores more and more.
      if (reading.tail.length > MAX.text + SLICE) throw oversized(heard, "a text, comment or tag is over 64 kB");
      parser.write(slice);
      const flushed = on.flush();
      if (flushed) await flushed;
    }
  }
  parser.close();
  await on.flush();
}
