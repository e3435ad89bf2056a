/**
 * Who gets through which door: every door × every kind of person. A door that is not here, or a person without an answer,
 * fails the test. The thing asked for is always one of school One of the authority (its pupil, its upload, its report).
 */
export const people = [
  "nobody",
  "school level 1",
  "school level 2",
  "school level 3",
  "adviser, hat of the school where level 2",
  "adviser, hat of another school where level 3",
  "officer who sees",
  "officer who edits",
  "officer of no domain",
  "administrator of no domain",
  "officer of another authority",
  "operator",
  "worker",
] as const;
export type Person = (typeof people)[number];

/** `y` yes, `f` Forbidden, `n` NotFound, `c` Conflict (a list that names nothing of theirs), `-` there is no way to call it. */
export const answers = { y: "yes", f: "Forbidden", n: "NotFound", c: "Conflict", "-": "no scope" } as const;
export type Answer = (typeof answers)[keyof typeof answers];

const table = `
                       nobody  s1 s2 s3   a2 a3   sees edits none admin   other  operator worker
  access.add              -    y  f  f    f  f     f    f     f    y        n       f       y
  access.answer-request   -    f  f  f    f  f     f    f     f    y        n       f       y
  access.ask-level-1      -    y  f  f    f  f     f    f     f    y        n       f       y
  access.change-level     -    y  f  f    f  f     f    f     f    y        n       f       y
  access.confirm          -    y  f  f    f  f     f    f     f    y        n       f       y
  access.entry            -    y  f  f    f  f     f    f     f    y        n       f       y
  access.extend           -    y  f  f    f  f     f    f     f    y        n       f       y
  access.find-registered  -    f  f  f    f  f     f    f     f    y        y       f       y
  access.list             -    y  f  f    f  f     f    f     f    y        n       f       y
  access.log              -    y  f  f    f  f     f    f     f    y        n       f       y
  access.remove           -    y  f  f    f  f     f    f     f    y        n       f       y
  access.request          -    y  f  f    f  f     f    f     f    f        n       f       f
  access.requests         -    y  f  f    f  f     f    f     f    y        y       f       y
  access.restore          -    y  f  f    f  f     f    f     f    y        n       f       y
  access.withdraw-request -    y  f  f    f  f     f    f     f    f        n       f       f
  agreements.change       -    f  f  f    f  f     f    f     f    y        n       f       y
  agreements.list         -    f  f  f    f  f     f    f     f    y        y       f       y
  agreements.of-school    -    y  y  y    y  n     y    y     y    y        n       y       y
  agreements.preview      -    f  f  f    f  f     f    f     f    y        n       f       y
  agreements.use          -    f  f  f    f  f     f    f     f    y        y       f       y
  batch.again             -    f  f  f    f  f     y    y     f    f        n       f       y
  batch.cancel            -    f  f  f    f  f     y    y     f    f        n       f       y
  batch.choices           -    f  f  f    f  f     y    y     f    f        y       f       y
  batch.download          -    f  f  f    f  f     y    y     f    f        n       f       y
  batch.list              -    f  f  f    f  f     y    y     f    f        y       f       y
  batch.preview           -    f  f  f    f  f     y    y     f    f        y       f       y
  batch.start             -    f  f  f    f  f     y    y     f    f        y       f       y
  figures.read            -    y  y  y    y  n     y    y     f    f        n       f       y
  history.list            -    f  f  f    f  f     f    f     f    y        y       f       y
  import.answer           -    f  f  f    f  f     f    y     f    f        n       f       y
  import.cancel           -    f  f  f    f  f     f    y     f    f        n       f       y
  import.list             -    f  f  f    f  f     y    y     f    f        y       f       y
  import.receive          -    f  f  f    f  f     f    y     f    f        y       f       y
  leaders.appoint         -    f  f  f    f  f     f    f     f    y        n       f       y
  leaders.appoint-many    -    f  f  f    f  f     f    f     f    y        c       f       y
  leaders.check           -    f  f  f    f  f     f    f     f    y        y       f       y
  leaders.confirm         -    f  f  f    f  f     f    f     f    y        n       f       y
  leaders.list            -    f  f  f    f  f     f    f     f    y        y       f       y
  localities.add          -    f  f  f    f  f     f    f     f    y        y       f       y
  localities.check        -    f  f  f    f  f     f    f     f    y        y       f       y
  localities.end          -    f  f  f    f  f     f    f     f    y        n       f       y
  localities.list         -    f  f  f    f  f     f    f     f    y        y       f       y
  localities.move         -    f  f  f    f  f     f    f     f    y        n       f       y
  localities.paste        -    f  f  f    f  f     f    f     f    y        c       f       y
  localities.rename       -    f  f  f    f  f     f    f     f    y        n       f       y
  mail.again              -    f  f  f    f  f     f    f     f    y        n       f       y
  mail.list               -    f  f  f    f  f     f    f     f    y        y       f       y
  record.edit             -    f  f  f    f  f     f    y     f    f        n       f       y
  record.edit-block       -    f  f  f    f  f     f    y     f    f        n       f       y
  record.history          -    f  f  f    f  f     y    y     f    f        n       f       y
  record.list             -    f  f  f    f  f     y    y     f    f        y       f       y
  record.mark-correct     -    f  f  f    f  f     f    y     f    f        n       f       y
  record.unmark           -    f  f  f    f  f     f    y     f    f        n       f       y
  records.school-faults   -    y  y  f    y  f     y    y     f    f        n       f       y
  records.school-now      -    y  y  y    y  n     y    y     f    f        n       f       y
  records.by-school       -    f  f  f    f  f     y    y     f    f        y       f       y
  records.season          -    f  f  f    f  f     y    y     f    f        y       f       y
  report.build            -    y  y  y    y  n     y    y     f    f        n       f       y
  report.headlines        -    y  y  y    y  n     y    y     f    f        n       f       y
  report.list             -    y  y  y    y  n     y    y     f    f        n       f       y
  schools.list            -    y  y  y    y  y     y    y     y    y        y       y       y
  settings.change         -    f  f  f    f  f     f    f     f    y        y       f       y
  settings.read           -    f  f  f    f  f     f    f     f    y        y       f       y
  staff.change            -    f  f  f    f  f     f    f     f    y        n       f       y
  staff.invite            -    f  f  f    f  f     f    f     f    y        y       f       y
  staff.list              -    f  f  f    f  f     f    f     f    y        y       f       y
  staff.movements         -    f  f  f    f  f     f    f     f    y        y       f       y
  staff.remove            -    f  f  f    f  f     f    f     f    y        n       f       y
`;

/** Letters by door, in the order of `people`. */
export const matrix = new Map<string, string[]>(
  table
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [door = "", ...letters] = line.trim().split(/\s+/);
      return [door, letters];
    }),
);
