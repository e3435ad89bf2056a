import type postgres from "postgres";

/** How far the counting must be moved so that this server's next transaction stands above every act and seal. */
const needed = `
  with places as (select code from ref.authorities union select '000'),
  newest as (
    select max(greatest((select max(a.xact) from audit.acts a where a.la_code = p.code),
                        (select max(s.upto) from audit.seals s where s.la_code = p.code))) as xact from places p)
  select newest.xact::text::bigint - pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1 as by
  from newest where newest.xact >= audit.numbered(pg_snapshot_xmax(pg_current_snapshot()))`;

/**
 * Acts are sealed in the order of their transactions, which every server counts from its own beginning. Where the
 * database has come from another server, by a restored backup or a dump, numbering goes on above what it brought along;
 * else new acts would fall under seals that are closed. Changes nothing in a database that has stayed where it is.
 */
export async function keepActsInOrder(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local role app_backup`;
    const [move] = await tx.unsafe<{ by: string }[]>(needed);
    if (!move) return;
    await tx`set local role app_owner`;
    await tx.unsafe(`create or replace function audit.moved_by() returns bigint language sql immutable
      as 'select ${BigInt(move.by)}::bigint'`);
  });
}
