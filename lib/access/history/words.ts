import { type Rights, rightsText } from "@/lib/access/domains";
import { type Kind, kindWords } from "@/lib/localities/rows";
import { dayText } from "@/lib/when";

/** Names for the ids that notes hold, as they are today. */
export interface Names {
  person(id: unknown): string;
  school(urn: unknown): string;
  locality(id: unknown): string;
}

/** What happened, as a sentence, and where something was replaced: from what to what. */
export interface Said {
  what: string;
  from?: string;
  to?: string;
}

type Note = Record<string, unknown>;
type Say = (note: Note, names: Names) => Said;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Note => (typeof value === "object" && value !== null ? (value as Note) : {});

/** A few by name, many by their number. */
function many(ids: unknown, one: (id: unknown) => string, words: string): string {
  const all = list(ids);
  return all.length > 0 && all.length <= 3 ? all.map(one).join(", ") : `${all.length} ${words}`;
}

const schools = (ids: unknown, names: Names) => many(ids, names.school, "schools");
const people = (ids: unknown, names: Names) => many(ids, names.person, "people");
const rights = (value: unknown): string | undefined => (value ? rightsText(value as Rights) : undefined);
const onDay = (value: unknown): string => (typeof value === "string" ? dayText(value) : "");
const kindOne = (kind: unknown): string => kindWords[kind as Kind]?.one ?? "Locality";
const until = (value: unknown): string => (value ? ` until ${onDay(value)}` : "");

const person =
  (words: string): Say =>
  (note, names) => ({ what: `${names.person(note.person)} ${words} ${names.school(note.urn)}` });

const settingLabels: Record<string, string> = {
  threshold: "Threshold for small numbers",
  queueLimit: "Queue limit",
  senderName: "Sender’s name",
  replyTo: "Reply address",
};

function settingsText(value: unknown): string | undefined {
  const parts = Object.entries(record(value)).map(([key, v]) => `${settingLabels[key] ?? key}: ${v ?? "none"}`);
  return parts.join(", ") || undefined;
}

const counts: [key: string, words: string][] = [
  ["localities", "Localities of %n schools"],
  ["details", "details of %n schools"],
  ["agreements", "agreements of %n schools"],
];

function operatorSet(note: Note): Said {
  const set = counts.filter(([key]) => note[key]).map(([key, words]) => words.replace("%n", String(note[key])));
  if (note.needed !== undefined) set.push(note.needed ? "reports need an agreement" : "reports need no agreement");
  return {
    what: `Settings by the command line${set.length > 0 ? `: ${set.join(", ")}` : ""}`,
    from: settingsText(note.from),
    to: settingsText(note.to),
  };
}

function agreements(note: Note, names: Names): Said {
  const what = `${note.kind === "end" ? "Agreement ended" : "Agreement"}: ${schools(note.urns, names)}`;
  const was = Object.values(record(note.was)).flatMap(list).map(String);
  const before = [...new Set(was)].map((span) => span.split("/").map(onDay).join(" to "));
  const to = note.kind === "end" ? `until ${onDay(note.until)}` : `${onDay(note.from)} to ${onDay(note.until)}`;
  return { what, from: before.length <= 3 ? before.join("; ") || undefined : `${before.length} different ones`, to };
}

function moved(note: Note, names: Names): Said {
  const to = [...new Set(list(note.moved).map((m) => record(m).to))];
  const from = [...new Set(list(note.moved).map((m) => record(m).from))];
  const named = (ids: unknown[]) => many(ids, (id) => (id ? names.locality(id) : "none"), "different ones");
  const what = `Moved from ${onDay(note.day)}, ${kindOne(note.kind)}: ${schools(note.urns, names)}`;
  return list(note.moved).length > 0 ? { what, from: named(from), to: named(to) } : { what };
}

/** What the doors of a part are to, by the part of their names before the dot. */
const behind: Record<string, string> = {
  access: "an Access Register",
  agreements: "schools’ agreements",
  batch: "batches",
  figures: "figures",
  history: "this history",
  import: "imports",
  leaders: "schools’ Level 1s",
  localities: "Localities",
  mail: "the outbox",
  record: "pupils’ records",
  records: "pupils’ records",
  report: "a school’s reports",
  settings: "settings",
  staff: "staff and rights",
};

function doorText(door: unknown): string {
  const name = String(door);
  const words = behind[name.split(".")[0] ?? ""];
  return words ? `${words} (${name})` : name;
}

const answers: Record<string, string> = { added: "granted", declined: "declined" };

/** A sentence for each act; what has none is shown by its name. */
const sentences: Record<string, Say> = {
  "staff.invite": (note, names) => ({ what: `${names.person(note.person)} invited to the staff` }),
  "staff.add": (note, names) => ({ what: `${names.person(note.person)} among the staff`, to: rights(note.to ?? note) }),
  "staff.change": (note, names) => ({
    what: `Rights of ${names.person(note.person)}`,
    from: rights(note.from),
    to: rights(note.to),
  }),
  "staff.remove": (note, names) => ({
    what: `${names.person(note.person)} removed from the staff`,
    from: rights(note.from),
  }),
  "access.add": (note, names) => ({
    what: `${names.person(note.person)} let in to ${names.school(note.urn)} at Level ${note.level}${until(note.until)}`,
  }),
  "access.change-level": (note, names) => ({
    what: `Level of ${names.person(note.person)} at ${names.school(note.urn)}`,
    from: `Level ${note.from}`,
    to: `Level ${note.level}`,
  }),
  "access.extend": (note, names) => ({
    what: `Access of ${names.person(note.person)} to ${names.school(note.urn)} runs${until(note.until)}`,
  }),
  "access.remove": person("removed from the register of"),
  "access.restore": person("taken back into the register of"),
  "access.confirm": person("confirmed in the register of"),
  "access.request": (note, names) => ({ what: `${names.school(note.urn)} asked for somebody registered elsewhere` }),
  "access.withdraw-request": (note, names) => ({ what: `A request of ${names.school(note.urn)} withdrawn` }),
  "access.ask-level-1": (note, names) => ({ what: `A further Level 1 asked for at ${names.school(note.urn)}` }),
  "access.answer-request": (note, names) => ({
    what: `A request for ${names.school(note.urn)} ${answers[String(note.answer)] ?? "answered"}`,
  }),
  "access.remind": (note, names) => ({
    what: `Reminded that their access to ${names.school(note.urn)} ends: ${people(note.people, names)}`,
  }),
  "review.open": (note, names) => ({ what: `Review of the register of ${names.school(note.urn)} opened` }),
  "review.close": (note, names) => ({
    what: `Review of the register of ${names.school(note.urn)} closed; suspended: ${people(note.suspended, names)}`,
  }),
  "leaders.appoint": (note, names) => ({
    what: `${names.person(note.person)} made Level 1 of ${names.school(note.urn)}`,
    from: note.replaces ? names.person(note.replaces) : undefined,
    to: note.replaces ? names.person(note.person) : undefined,
  }),
  "leaders.appoint-many": (note, names) => ({ what: `First Level 1 made from a list: ${schools(note.urns, names)}` }),
  "leaders.confirm": person("confirmed as Level 1 of"),
  "agreements.change": agreements,
  "agreements.use": (note) => ({
    what: note.needed ? "Reports need an agreement from now on" : "Reports need no agreement any more",
  }),
  "localities.add": (note) => ({ what: `${kindOne(note.kind)} made`, to: String(note.to) }),
  "localities.rename": (note) => ({
    what: `${kindOne(note.kind)} renamed`,
    from: String(note.from),
    to: String(note.to),
  }),
  "localities.end": (note, names) => ({
    what: `${kindOne(note.kind)} ${names.locality(note.id)} ends on ${onDay(note.until)}`,
  }),
  "localities.move": moved,
  "localities.paste": moved,
  "settings.change": (note) => {
    const to = settingsText(note.to);
    return { what: to ? "Settings" : "Settings saved as they were", from: settingsText(note.from), to };
  },
  "authority.add": () => ({ what: "Authority entered by the command line" }),
  "authority.set": operatorSet,
  "door.refused": (note) => ({
    what: `Refused ${note.times === 1 ? "once" : `${note.times} times within a minute`}: ${doorText(note.door)}`,
  }),
};

/** An act in words. */
export const sentenceOf = (door: string, note: Note, names: Names): Said =>
  sentences[door]?.(note, names) ?? { what: door };
