-- The only ways into `auth`, and the few questions asked before there is a scope. Each is SECURITY DEFINER with an empty
-- search path; contract.db.test.ts holds the list. What a gate tells never includes a name.
create or replace function auth.person_for_sign_in(address text)
returns table (id uuid, password_hash text) language sql stable security definer set search_path = '' as $$
  select p.id, p.password_hash from auth.people p where p.email = lower(address) and p.disabled_at is null
$$;

create or replace function auth.count_tries(of_key text) returns int language sql stable security definer set search_path = '' as $$
  select count(*)::int from auth.tries t where t.key = of_key and t.at > now() - interval '15 minutes'
$$;
create or replace function auth.note_try(of_key text) returns void language sql security definer set search_path = '' as $$
  delete from auth.tries where at < now() - interval '1 day';
  insert into auth.tries (key) values (of_key);
$$;
create or replace function auth.clear_tries(of_key text) returns void language sql security definer set search_path = '' as $$
  delete from auth.tries where key = of_key;
$$;

-- A session is opened by the first factor. Where a second one is to follow, it lets nobody in until then, for a quarter of an hour.
drop function if exists auth.open_session(text, uuid, int);
create or replace function auth.open_session(token text, person uuid, hours int, waits boolean, browser text)
returns void language sql security definer set search_path = '' as $$
  delete from auth.sessions where expires < now();
  insert into auth.sessions (token_hash, person_id, expires, waits_for_second, agent)
  select token, p.id, now() + make_interval(hours => hours), waits, browser
  from auth.people p where p.id = person and p.disabled_at is null;
$$;

-- A live session: not past its end, used within the last half hour, of a person who is not disabled, waiting for nothing.
-- `touch`: is this a use? What pages ask by themselves while nobody is there is none.
drop function if exists auth.session(text);
create or replace function auth.session(token text, touch boolean)
returns table (id uuid, person_id uuid, email text, expires timestamptz, idle_until timestamptz, second_at timestamptz,
  hat_la text, hat_urn text)
language plpgsql security definer set search_path = '' as $$
begin
  update auth.sessions s set seen_at = now()
    where touch and s.token_hash = token and s.expires > now() and s.seen_at > now() - interval '30 minutes'
      and s.seen_at < now() - interval '30 seconds' and not s.waits_for_second;
  return query select s.id, s.person_id, p.email, s.expires, s.seen_at + interval '30 minutes', s.second_at, s.hat_la, s.hat_urn
    from auth.sessions s join auth.people p on p.id = s.person_id
    where s.token_hash = token and s.expires > now() and s.seen_at > now() - interval '30 minutes' and p.disabled_at is null
      and not s.waits_for_second;
end $$;

-- The session of a person who has given the first factor and now gives, or sets up, the second.
create or replace function auth.waiting_session(token text)
returns table (person_id uuid, email text, totp_sealed text) language sql stable security definer set search_path = '' as $$
  select p.id, p.email, p.totp_sealed from auth.sessions s join auth.people p on p.id = s.person_id
  where s.token_hash = token and s.waits_for_second and s.expires > now() and s.seen_at > now() - interval '15 minutes'
    and p.disabled_at is null
$$;
-- The second factor was given: lets a waiting session in, and gives any a new token.
create or replace function auth.pass_second(token text, new_token text)
returns void language sql security definer set search_path = '' as $$
  update auth.sessions set token_hash = new_token, waits_for_second = false, second_at = now(), seen_at = now()
  where token_hash = token and expires > now()
    and seen_at > now() - case when waits_for_second then interval '15 minutes' else interval '30 minutes' end
$$;
-- A session that was opened without a second factor, of a person who by now needs one.
create or replace function auth.await_second(token text) returns void language sql security definer set search_path = '' as $$
  update auth.sessions set waits_for_second = true, seen_at = now() where token_hash = token and second_at is null
$$;

create or replace function auth.second_factor(of_id uuid)
returns table (totp_sealed text, totp_since timestamptz, codes_left int) language sql stable security definer set search_path = '' as $$
  select p.totp_sealed, p.totp_since, (select count(*)::int from auth.recovery_codes c where c.person_id = p.id and c.used_at is null)
  from auth.people p where p.id = of_id and p.disabled_at is null
$$;
create or replace function auth.set_totp(of_id uuid, sealed text, step bigint)
returns void language sql security definer set search_path = '' as $$
  update auth.people set totp_sealed = sealed, totp_since = now(), totp_step = step where id = of_id
$$;
-- A code counts once: true for whoever takes its time step first.
create or replace function auth.take_totp_step(of_id uuid, step bigint)
returns boolean language sql security definer set search_path = '' as $$
  with taken as (
    update auth.people set totp_step = step where id = of_id and (totp_step is null or totp_step < step) returning 1)
  select exists (select from taken)
$$;
create or replace function auth.set_recovery_codes(of_id uuid, hashes text[])
returns void language sql security definer set search_path = '' as $$
  delete from auth.recovery_codes where person_id = of_id;
  insert into auth.recovery_codes (person_id, code_hash) select of_id, h from unnest(hashes) as h;
$$;
create or replace function auth.take_recovery_code(of_id uuid, hash text)
returns boolean language sql security definer set search_path = '' as $$
  with taken as (
    update auth.recovery_codes set used_at = now() where person_id = of_id and code_hash = hash and used_at is null returning 1)
  select exists (select from taken)
$$;

-- A person's own sessions, and their end.
create or replace function auth.sessions_of(of_id uuid)
returns table (id uuid, created_at timestamptz, seen_at timestamptz, agent text) language sql stable security definer set search_path = '' as $$
  select s.id, s.created_at, s.seen_at, s.agent from auth.sessions s
  where s.person_id = of_id and s.expires > now() and s.seen_at > now() - interval '30 minutes' and not s.waits_for_second
  order by s.seen_at desc
$$;
create or replace function auth.close_sessions(of_id uuid, but uuid, only_one uuid)
returns void language sql security definer set search_path = '' as $$
  delete from auth.sessions where person_id = of_id and id is distinct from but and (only_one is null or id = only_one)
$$;

create or replace function auth.person(of_id uuid)
returns table (id uuid, email text) language sql stable security definer set search_path = '' as $$
  select p.id, p.email from auth.people p where p.id = of_id and p.disabled_at is null
$$;

create or replace function auth.wear_hat(token text, la text, urn text)
returns void language sql security definer set search_path = '' as $$
  update auth.sessions set hat_la = la, hat_urn = urn where token_hash = token and expires > now()
$$;

create or replace function auth.close_session(token text) returns void language sql security definer set search_path = '' as $$
  delete from auth.sessions where token_hash = token
$$;

-- The operator's command line: a log-in by address, made if there is none; a given password replaces the old one.
drop function if exists auth.ensure_person(text, text);
create or replace function auth.ensure_person(address text, hash text)
returns table (id uuid, signs_in boolean) language sql security definer set search_path = '' as $$
  insert into auth.people as p (email, password_hash) values (lower(address), hash)
  on conflict (email) do update set password_hash = coalesce(excluded.password_hash, p.password_hash)
  returning p.id, p.password_hash is not null
$$;

create or replace function auth.person_by_email(address text)
returns uuid language sql stable security definer set search_path = '' as $$
  select p.id from auth.people p where p.email = lower(address) and p.disabled_at is null
$$;

-- Who is let in by their address: their log-in, made without a password where there is none. No row where it is disabled.
create or replace function auth.let_in(address text)
returns table (id uuid, made boolean) language plpgsql security definer set search_path = '' as $$
begin
  return query insert into auth.people (email) values (lower(address)) on conflict do nothing returning people.id, true;
  if not found then
    return query select p.id, false from auth.people p where p.email = lower(address) and p.disabled_at is null;
  end if;
end $$;

-- The person whose scope is being built uses what they were let into; kept to five minutes, so that few requests write.
create or replace function app.note_use(la text, of_urn text) returns void language sql security definer set search_path = '' as $$
  update app.access set last_used = now()
    where la_code = la and urn = of_urn and person_id = (select app.self())
      and (last_used is null or last_used < now() - interval '5 minutes');
  update app.staff set last_used = now()
    where of_urn is null and la_code = la and person_id = (select app.self())
      and (last_used is null or last_used < now() - interval '5 minutes');
$$;

-- To whom a school's request goes: the ids of its authority's administrators, whose names a school does not read.
create or replace function app.administrators() returns setof uuid language sql stable security definer set search_path = '' as $$
  select s.person_id from app.staff s where s.la_code = (select app.la()) and s.admin and s.removed_at is null
$$;

-- Whether a person has a password to sign in with.
create or replace function auth.signs_in(of_id uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from auth.people p where p.id = of_id and p.password_hash is not null)
$$;
-- A link to set a password, by its token's hash. The same link made again works anew from now, unless it was used.
create or replace function auth.mint_link(token text, person uuid, of_purpose text)
returns void language sql security definer set search_path = '' as $$
  delete from auth.invitations where expires < now() - interval '30 days';
  insert into auth.invitations as i (token_hash, person_id, purpose, expires)
  select token, p.id, of_purpose, now() + case of_purpose when 'invite' then interval '72 hours' else interval '1 hour' end
  from auth.people p where p.id = person and p.disabled_at is null and of_purpose in ('invite', 'reset')
  on conflict (token_hash) do update set expires = excluded.expires where i.used_at is null and i.person_id = excluded.person_id;
$$;
create or replace function auth.link(token text)
returns table (person_id uuid, email text, purpose text) language sql stable security definer set search_path = '' as $$
  select i.person_id, p.email, i.purpose from auth.invitations i join auth.people p on p.id = i.person_id
  where i.token_hash = token and i.used_at is null and i.expires > now() and p.disabled_at is null
$$;
-- Of any number at once one alone finds the link unused. A new password ends every session and every other link.
create or replace function auth.spend_link(token text, hash text)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  person uuid;
begin
  update auth.invitations i set used_at = now() from auth.people p
    where i.token_hash = token and i.used_at is null and i.expires > now() and p.id = i.person_id and p.disabled_at is null
    returning i.person_id into person;
  if person is null then return false; end if;
  update auth.invitations i set used_at = now() where i.person_id = person and i.used_at is null;
  update auth.people p set password_hash = hash where p.id = person;
  delete from auth.sessions s where s.person_id = person;
  return true;
end $$;

-- The operator gives somebody a second factor (the demo), or takes a lost one away: the next sign-in sets up a new one.
create or replace function auth.give_totp(address text, sealed text)
returns boolean language sql security definer set search_path = '' as $$
  with given as (
    update auth.people set totp_sealed = sealed, totp_since = case when sealed is null then null else now() end, totp_step = null
    where email = lower(address) returning id),
  ended as (delete from auth.sessions s using given g where sealed is null and s.person_id = g.id),
  spent as (delete from auth.recovery_codes c using given g where sealed is null and c.person_id = g.id)
  select exists (select from given)
$$;

-- How busy the import queue is over all authorities: numbers only.
create or replace function app.queue_pace()
returns table (authorities int, waiting int) language sql stable security definer set search_path = '' as $$
  select count(distinct j.group_id)::int, count(*)::int from pgboss.job j
  where j.name = 'import' and j.state in ('created', 'retry', 'active')
$$;

-- After an import: the planner learns of the new rows at once, not when the server next looks. Nothing is told.
create or replace function data.refresh_statistics() returns void language plpgsql security definer set search_path = '' as $$
declare
  stale regclass;
begin
  for stale in
    select s.relid from pg_catalog.pg_stat_user_tables s
    where s.schemaname in ('data', 'app') and s.n_mod_since_analyze > 200 + 0.1 * s.n_live_tup
  loop
    execute format('analyze %s', stale);
  end loop;
end $$;

-- An information page was opened: one more for it, and nothing about who did. Returns how often it was by now.
create or replace function ref.count_view(of_page text) returns bigint language sql security definer set search_path = '' as $$
  insert into ref.page_views as v (page, views) values (of_page, 1)
  on conflict (page) do update set views = v.views + 1
  returning v.views
$$;
