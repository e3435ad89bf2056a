-- The words that every policy is written in. A missing setting reads as nothing at all: no scope, no rows.
create or replace function app.la() returns text language sql stable as
$$ select nullif(current_setting('app.la', true), '') $$;
create or replace function app.actor() returns uuid language sql stable as
$$ select nullif(current_setting('app.actor', true), '')::uuid $$;
create or replace function app.self() returns uuid language sql stable as
$$ select nullif(current_setting('app.self', true), '')::uuid $$;
-- 'staff', 'school', 'job' or 'operator'
create or replace function app.hat() returns text language sql stable as
$$ select nullif(current_setting('app.hat', true), '') $$;
create or replace function app.level() returns int language sql stable as
$$ select nullif(current_setting('app.level', true), '')::int $$;
create or replace function app.all_urns() returns boolean language sql stable as
$$ select coalesce(current_setting('app.urns', true) = '*', false) $$;
create or replace function app.urns() returns text[] language sql stable as
$$ select string_to_array(nullif(current_setting('app.urns', true), ''), ',') $$;
create or replace function app.sees(domain text) returns boolean language sql stable as
$$ select coalesce(domain = any (string_to_array(current_setting('app.see', true), ',')), false) $$;
create or replace function app.edits(domain text) returns boolean language sql stable as
$$ select coalesce(domain = any (string_to_array(current_setting('app.edit', true), ',')), false) $$;
create or replace function app.seen_domains() returns text[] language sql stable as
$$ select string_to_array(nullif(current_setting('app.see', true), ''), ',') $$;
create or replace function app.edited_domains() returns text[] language sql stable as
$$ select string_to_array(nullif(current_setting('app.edit', true), ''), ',') $$;
create or replace function app.is_admin() returns boolean language sql stable as
$$ select coalesce(current_setting('app.admin', true) = 'true', false) $$;
-- The authority's own people and its jobs, as against a school.
create or replace function app.is_authority() returns boolean language sql stable as
$$ select coalesce(current_setting('app.hat', true) in ('staff', 'job', 'operator'), false) $$;
-- Years of a dataset that the authority keeps from its schools.
create or replace function app.held_back(which text) returns int[] language sql stable as
$$ select array(select r.year from app.releases r where r.la_code = app.la() and r.dataset = which and r.audience = 'la') $$;
-- The same over all datasets, as "dataset year".
create or replace function app.held_sets() returns text[] language sql stable as
$$ select array(select r.dataset || ' ' || r.year from app.releases r where r.la_code = app.la() and r.audience = 'la') $$;

-- Cell by cell, who changed what; an import is one act with its counts and leaves no row per cell.
-- Arguments: domain, dataset, then the columns that people edit.
create or replace function data.note_change() returns trigger language plpgsql as $$
declare
  cell text; was jsonb; becomes jsonb; kept jsonb;
begin
  if coalesce(current_setting('app.importing', true), '') = 'true' then return null; end if;
  was := case when tg_op = 'INSERT' then '{}'::jsonb else to_jsonb(old) end;
  becomes := case when tg_op = 'DELETE' then '{}'::jsonb else to_jsonb(new) end;
  kept := case when tg_op = 'DELETE' then was else becomes end;
  foreach cell in array tg_argv[2:] loop
    if (was ->> cell) is distinct from (becomes ->> cell) then
      insert into data.changes (la_code, domain, dataset, year, urn, record_id, "column", old, new, because, by, by_name)
      values (kept ->> 'la_code', tg_argv[0], tg_argv[1], (kept ->> 'year')::int, kept ->> 'urn', (kept ->> 'id')::uuid,
        cell, was ->> cell, becomes ->> cell,
        nullif(current_setting('app.because', true), ''), app.actor(), nullif(current_setting('app.actor_name', true), ''));
    end if;
  end loop;
  return null;
end $$;
