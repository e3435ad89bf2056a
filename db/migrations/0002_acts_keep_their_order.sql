-- A server counts its transactions from its own beginning, and seals cover acts up to a number: a database that was moved
-- to another server goes on above the numbers it has brought along. `migrate` says how far (db/act-order.ts).
CREATE FUNCTION audit.moved_by() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'select 0::bigint';--> statement-breakpoint
CREATE FUNCTION audit.numbered(of_server xid8) RETURNS xid8 LANGUAGE sql STABLE AS
'select (of_server::text::bigint + audit.moved_by())::text::xid8';--> statement-breakpoint
ALTER TABLE "audit"."acts" ALTER COLUMN "xact" SET DEFAULT audit.numbered(pg_current_xact_id());
