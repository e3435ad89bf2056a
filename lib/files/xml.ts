import { SaxesParser } from "saxes";
import { Invalid } from "@/lib/errors";
import { decodeXml } from "./decode";

/** Far above any real file, far below what could hurt. */
const MAX = { depth: 64, attributes: 100, text: 64 * 1024 };

/** Characters given to the parser at a time; so much may be ready before `flush` is asked. */
const SLICE = 16 * 1024;

const AGAIN = "Export it again from your system, or ask the school for a new copy.";

/** The parser's findings in the user's words; its own can quote from the file, so they are never passed on. */
const FAULTS: ReadonlyArray<readonly [RegExp, string]> = [
  [/unclosed tag|unexpected end/, "the file ends before it is complete"],
  [/close tag|closing tag/, "an element is closed that is not the one last opened"],
  [/entity/, "an & is not followed by a known character code; a plain & must be written &amp;"],
  [/outside of root/, "there is text outside the main element"],
  [/one root/, "there is a second main element"],
  [/must contain a root/, "there is no element in it"],
  [/disallowed character/, "there is a character that XML does not allow here"],
  [/attribute/, "an attribute is not written as XML asks"],
  [/XML declaration|name\/value|version|encoding/, "the XML declaration is wrong"],
];

export interface XmlEvents {
  /** An element begins; `name` is without its namespace prefix, `line` counts from 1. */
  open(name: string, line: number): void;
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

function malformed(at: Place, fault: string): Invalid {
  return new Invalid(`The file is not well-formed at line ${at.line}, column ${at.column}: ${fault}. ${AGAIN}`);
}

function oversized(at: Place, what: string): Invalid {
  return new Invalid(`The file is not taken: ${what} at line ${at.line}, column ${at.column}. ${AGAIN}`);
}

function refuseFault(at: Place, message: string): never {
  if (message.includes("doctype")) {
    throw new Invalid(
      `The file has a DOCTYPE at line ${at.line}. Transfer files have none, and for safety files with one are not read. ${AGAIN}`,
    );
  }
  const fault = FAULTS.find(([pattern]) => pattern.test(message))?.[1] ?? "this is not XML";
  throw malformed(at, fault);
}

/** A parser that refuses every DOCTYPE as it begins. */
function strictParser(): SaxesParser {
  const parser = new SaxesParser({ defaultXMLVersion: "1.0", forceXMLVersion: true });
  // Made to believe that one went before, the parser fails at the word DOCTYPE itself and reads nothing of it.
  Object.assign(parser, { doctype: true });
  parser.on("error", (error) => refuseFault(parser, error.message));
  return parser;
}

/**
 * Connects parser and events, counting what must stay small. `heard` is told of each complete token.
 * saxes keeps handlers as properties of its own: with eight or more V8 turns the parser into a dictionary, which
 * makes it five times slower, so comments and processing instructions are not listened for.
 */
function connect(parser: SaxesParser, on: XmlEvents, heard: () => void): void {
  let depth = 0;
  let attributes = 0;
  let length = 0;
  const text = (piece: string) => {
    heard();
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
  parser.on("attribute", () => {
    heard();
    if (++attributes > MAX.attributes) throw oversized(parser, `an element has over ${MAX.attributes} attributes`);
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
  const parser = strictParser();
  let silence = 0;
  connect(parser, on, () => {
    silence = 0;
  });
  for await (const text of decodeXml(source)) {
    for (let at = 0; at < text.length; at += SLICE) {
      const slice = text.length <= SLICE ? text : text.slice(at, at + SLICE);
      parser.write(slice);
      silence += slice.length;
      // Only an unfinished text, comment, tag or instruction keeps the parser silent while it stores more and more.
      if (silence > MAX.text + SLICE) throw oversized(parser, "a text, comment or tag is over 64 kB");
      const flushed = on.flush();
      if (flushed) await flushed;
    }
  }
  parser.close();
  await on.flush();
}
