import type { DatasetGuard } from "./dataset-table";

/** Row policies and grants of one table outside the datasets, as plain SQL expressions over the words of scope.sql. */
interface TableGuard {
  table: string;
  /** Rows readable by `app_user`. */
  read: string;
  /** Rows readable by `app_figures`, and its granted columns; none when left out. */
  figures?: { rows: string; columns?: string };
  /** What rows that `app_user` writes must be, with the verbs; none when left out. `from`: which may be changed, where that is another question. */
  write?: { rows: string; verbs: ("insert" | "update" | "delete")[]; from?: string };
  /** May `app_figures` insert here (acts of Level 3 readers)? */
  figuresInsert?: string;
  /** `app_register` (the operator's command line) may read and write whole authorities here. */
  operator?: true;
  /** A person's own rows, while a scope is being built. */
  own?: true;
  appendOnly?: true;
}

const authority = "(select app.is_authority())";
const inScope = "((select app.all_urns()) or urn = any ((select app.urns())::text[]))";
const childLevel = "((select app.hat()) <> 'school' or (select app.level()) in (1, 2))";
const domainSeen = "domain = any ((select app.seen_domains())::text[])";
const domainEdited = "domain = any ((select app.edited_domains())::text[])";
const admin = "(select app.is_admin())";
const staffRows = `${authority} and (domain is null or ${domainSeen})`;
const staffWrites = `${authority} and (domain is null or ${domainEdited}) and (select app.edited_domains()) is not null`;
/** Sets that the authority keeps from its schools hide what was found, marked and changed in them, too. */
const released = `((select app.hat()) <> 'school' or (dataset || ' ' || year) <> all ((select app.held_sets())::text[]))`;
const pupilRows = `${inScope} and ${childLevel} and ${domainSeen} and ${released}`;
const pupilWrites = `${authority} and ${inScope} and ${domainEdited}`;
/** A batch is for those who see every domain that its reports are made of, and is made by reading alone. */
const batchRows = `${authority} and domains <@ (select app.seen_domains())::text[]`;
/** A school's own register is run by its Level 1. */
const ownRegister = `((select app.hat()) = 'school' and (select app.level()) = 1 and ${inScope})`;
const registers = `${authority} or ${ownRegister}`;
const notOneself = "person_id is distinct from (select app.actor())";
/** The authority asked for this Level 1, and the school says yes in this very transaction. */
const level1Agreed = `exists (select from app.access_requests r where r.la_code = access.la_code and r.urn = access.urn
  and r.person_id = access.person_id and r.kind = 'level-1' and r.side = 'la' and r.state = 'added' and r.answered_at = now())`;
/** A school makes nobody its Level 1 but by such an answer, and nobody changes an entry of their own. */
const registerFrom = `${notOneself} and (${admin} or ${ownRegister})`;
const registerWrites = `${notOneself} and (${admin} or (${ownRegister} and (level in (2, 3) or removed_at is not null or ${level1Agreed})))`;
const all: ("insert" | "update" | "delete")[] = ["insert", "update", "delete"];

export const tableGuards: TableGuard[] = [
  {
    table: "app.settings",
    read: "true",
    figures: { rows: "true" },
    write: { rows: admin, verbs: ["update"] },
    operator: true,
  },
  { table: "app.schools", read: "true", figures: { rows: "true" }, write: { rows: admin, verbs: all }, operator: true },
  {
    table: "app.localities",
    read: "true",
    figures: { rows: "true" },
    write: { rows: admin, verbs: all },
    operator: true,
  },
  {
    table: "app.locality_schools",
    read: "true",
    figures: { rows: "true" },
    write: { rows: admin, verbs: all },
    operator: true,
  },
  {
    table: "app.staff",
    read: authority,
    write: { rows: `${admin} and ${notOneself}`, verbs: ["insert", "update"] },
    operator: true,
    own: true,
  },
  {
    table: "app.access",
    read: registers,
    write: { rows: registerWrites, from: registerFrom, verbs: ["insert", "update"] },
    operator: true,
    own: true,
  },
  {
    table: "app.declarations",
    read: registers,
    write: { rows: `${admin} or ${ownRegister}`, verbs: ["insert"] },
    appendOnly: true,
    operator: true,
  },
  {
    table: "app.access_requests",
    read: registers,
    write: { rows: `${admin} or ${ownRegister}`, verbs: ["insert", "update"] },
  },
  {
    table: "app.sla",
    read: `${authority} or ${inScope}`,
    figures: { rows: `${authority} or ${inScope}` },
    write: { rows: admin, verbs: all },
    operator: true,
  },
  {
    table: "app.reviews",
    read: registers,
    write: { rows: `${admin} or ${ownRegister}`, verbs: ["insert", "update"] },
  },
  { table: "app.reminders", read: authority, write: { rows: "(select app.hat()) = 'job'", verbs: ["insert"] } },
  {
    table: "app.mails",
    read: `${authority} and ${admin}`,
    write: {
      rows: `${admin} or ((select app.hat()) = 'school' and (select app.level()) = 1)`,
      verbs: ["insert", "update"],
    },
    operator: true,
  },
  {
    table: "app.releases",
    read: "true",
    figures: { rows: "true" },
    write: { rows: admin, verbs: all },
    operator: true,
  },
  { table: "app.imports", read: staffRows, write: { rows: staffWrites, verbs: ["insert", "update"] } },
  { table: "app.import_schools", read: staffRows, write: { rows: staffWrites, verbs: all } },
  {
    table: "app.column_names",
    read: authority,
    write: { rows: `${authority} and (select app.edited_domains()) is not null`, verbs: all },
  },
  { table: "app.batches", read: batchRows, write: { rows: batchRows, verbs: ["insert", "update"] } },
  { table: "app.batch_items", read: batchRows, write: { rows: batchRows, verbs: ["insert", "update"] } },
  {
    table: "data.batch_reports",
    read: `${batchRows} and ${inScope} and (level = 3 or ${childLevel})`,
    write: { rows: `${batchRows} and ${inScope}`, verbs: all },
  },
  {
    table: "data.pupils",
    read: `${authority} and (select app.seen_domains()) is not null`,
    figures: { rows: "true", columns: "la_code, pupil_id" },
    write: { rows: `${authority} and (select app.edited_domains()) is not null`, verbs: ["insert", "update"] },
  },
  {
    table: "data.staged_rows",
    read: `${authority} and ${domainSeen}`,
    write: { rows: `${authority} and ${domainEdited}`, verbs: all },
  },
  { table: "data.issues", read: pupilRows, write: { rows: pupilWrites, verbs: all } },
  { table: "data.marks", read: pupilRows, write: { rows: pupilWrites, verbs: all } },
  { table: "data.changes", read: pupilRows, write: { rows: pupilWrites, verbs: ["insert"] }, appendOnly: true },
  {
    table: "data.freshness",
    read: `${domainSeen} and ${released}`,
    figures: { rows: `${domainSeen} and ${released}` },
    write: { rows: pupilWrites, verbs: ["insert", "update"] },
  },
  {
    table: "audit.acts",
    read: `(${authority} and (${admin} or (select app.hat()) in ('job', 'operator'))) or ((select app.hat()) = 'school' and ${inScope} and (select app.level()) = 1)`,
    write: { rows: "actor is not distinct from (select app.actor())", verbs: ["insert"] },
    figuresInsert: "actor is not distinct from (select app.actor())",
    operator: true,
    appendOnly: true,
  },
  {
    table: "audit.seals",
    read: authority,
    write: { rows: "(select app.hat()) = 'job'", verbs: ["insert"] },
    operator: true,
    appendOnly: true,
  },
];

const policy = (table: string, name: string, body: string) => [
  `drop policy if exists ${name} on ${table}`,
  `create policy ${name} on ${table} ${body}`,
];

/** RLS on and forced, no grant left over from an earlier version, one authority at a time whatever else is allowed. */
function tenant(table: string, own: boolean): string[] {
  const rows = own ? "la_code = (select app.la()) or person_id = (select app.self())" : "la_code = (select app.la())";
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `revoke all on ${table} from public, app_user, app_figures, app_public, app_register`,
    ...policy(
      table,
      "tenant",
      `as restrictive for all to app_user, app_figures, app_register using (${rows}) with check (la_code = (select app.la()))`,
    ),
    // Nobody logs in as app_backup: the administrator puts it on, to read all for a copy.
    ...policy(table, "backup_read", "for select to app_backup using (true)"),
  ];
}

function writes(table: string, { rows, verbs, from = rows }: NonNullable<TableGuard["write"]>): string[] {
  const bodies: Record<string, string> = {
    insert: `for insert to app_user with check (${rows})`,
    update: `for update to app_user using (${from}) with check (${rows})`,
    delete: `for delete to app_user using (${from})`,
  };
  return verbs.flatMap((verb) => [
    `grant ${verb} on ${table} to app_user`,
    ...policy(table, `user_${verb}`, bodies[verb] ?? ""),
  ]);
}

function operatorSql(g: TableGuard): string[] {
  if (!g.operator) return [];
  const verbs = g.appendOnly ? "select, insert" : "select, insert, update, delete";
  return [
    `grant ${verbs} on ${g.table} to app_register`,
    ...policy(g.table, "operator", "for all to app_register using (true) with check (true)"),
  ];
}

/** A person's own entries while a scope is being built; the gates reach these too, and the authority's that asks. */
function ownSql(table: string): string[] {
  const own = "person_id = (select app.self())";
  return [
    ...policy(table, "own_read", `for select to app_user using (${own})`),
    ...policy(table, "gate_read", `for select to app_owner using (${own} or la_code = (select app.la()))`),
    ...policy(table, "gate_use", `for update to app_owner using (${own}) with check (${own})`),
  ];
}

export function tableGuardSql(g: TableGuard): string[] {
  const figures = g.figures;
  return [
    ...tenant(g.table, g.own === true),
    `grant select on ${g.table} to app_user`,
    ...policy(g.table, "user_read", `for select to app_user using (${g.read})`),
    ...(g.own ? ownSql(g.table) : []),
    ...(g.write ? writes(g.table, g.write) : []),
    ...(figures
      ? [
          `grant select ${figures.columns ? `(${figures.columns}) ` : ""}on ${g.table} to app_figures`,
          ...policy(g.table, "figures_read", `for select to app_figures using (${figures.rows})`),
        ]
      : []),
    ...(g.figuresInsert
      ? [
          `grant insert on ${g.table} to app_figures`,
          ...policy(g.table, "figures_insert", `for insert to app_figures with check (${g.figuresInsert})`),
        ]
      : []),
    ...operatorSql(g),
  ];
}

/** The policies, column grants and audit trigger of a pupil table, from what its `datasetTable` declares. */
export function datasetGuardSql(g: DatasetGuard, columns: string[]): string[] {
  const table = `data.${g.name}`;
  const released = `((select app.hat()) <> 'school' or year <> all ((select app.held_back('${g.name}'))::int[]))`;
  const seen = `(select app.sees('${g.domain}'))`;
  const edited = `${authority} and ${inScope} and (select app.edits('${g.domain}'))`;
  const plain = columns.filter((c) => !g.personal.includes(c));
  const args = [g.domain, g.name, ...g.cells].map((a) => `'${a}'`).join(", ");
  return [
    ...tenant(table, false),
    `grant select on ${table} to app_user`,
    ...policy(
      table,
      "user_read",
      `for select to app_user using (${inScope} and ${childLevel} and ${seen} and ${released})`,
    ),
    ...writes(table, { rows: edited, verbs: all }),
    `grant select (${plain.map((c) => `"${c}"`).join(", ")}) on ${table} to app_figures`,
    ...policy(table, "figures_read", `for select to app_figures using (${seen} and ${released})`),
    `drop trigger if exists note_change on ${table}`,
    `create trigger note_change after insert or update or delete on ${table} for each row execute function data.note_change(${args})`,
  ];
}
