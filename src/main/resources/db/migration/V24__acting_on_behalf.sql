-- Staff act on behalf of a delegate: one at a time in a session, for an hour at most, and for ever on record.
create table acting (
  id uuid primary key,
  staff_id uuid not null references person,
  person_id uuid not null references person,
  reason text not null check (length(reason) between 1 and 500),
  -- Null once the session is gone, and the acting with it.
  session_primary_id char(36) references spring_session (primary_id) on delete set null,
  started_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  version int not null default 0,
  check (staff_id <> person_id),
  check (until > started_at and until <= started_at + interval '1 hour'),
  check (ended_at >= started_at and ended_at <= until)
);

create index acting_person on acting (person_id, started_at desc);
create index acting_staff on acting (staff_id, started_at desc);
create unique index acting_once_in_a_session on acting (session_primary_id) where ended_at is null;

-- Signing out, a logout from the provider and a session that expired all delete the session: none needs to know of this.
create function end_acting_with_its_session() returns trigger language plpgsql as $$
begin
  new.ended_at := least(greatest(now(), new.started_at), new.until);
  return new;
end $$;

create trigger acting_ends_with_its_session before update of session_primary_id on acting
  for each row when (old.session_primary_id is not null and new.session_primary_id is null and new.ended_at is null)
  execute function end_acting_with_its_session();

alter table audit_entry
  -- Whose name the act stands in, where the person acted on somebody's behalf.
  add column on_behalf_of uuid references person,
  add column acting_id uuid references acting,
  -- Method and path; null for what the portal does by itself.
  add column request text;

create index audit_entry_on_behalf_of on audit_entry (on_behalf_of, id) where on_behalf_of is not null;
create index audit_entry_acting on audit_entry (acting_id, id) where acting_id is not null;
