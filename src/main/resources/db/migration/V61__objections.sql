-- An organisation objects to one revision at one meeting, for a reason. It withdraws that, or the chair finds it
-- sustained; until it is withdrawn, there is no consensus on that revision.
create table objection (
  id uuid primary key,
  contribution_id uuid not null,
  revision int not null,
  meeting_id uuid not null references meeting,
  organization_id uuid not null references organization,
  reason text not null check (length(reason) between 1 and 2000),
  state text not null check (state in ('OPEN', 'WITHDRAWN', 'SUSTAINED')),
  raised_by uuid not null references person,
  raised_at timestamptz not null,
  settled_by uuid references person,
  settled_at timestamptz check (settled_at >= raised_at),
  foreign key (contribution_id, revision) references revision (contribution_id, number),
  check ((state = 'OPEN') = (settled_at is null)),
  check ((settled_at is null) = (settled_by is null))
);

create unique index objection_standing on objection (contribution_id, revision, organization_id)
  where state <> 'WITHDRAWN';
create index objection_contribution on objection (contribution_id);
create index objection_meeting on objection (meeting_id, raised_at);

create function refuse_agreement_against_objection() returns trigger language plpgsql as $$
begin
  if exists (select from objection o
              where o.contribution_id = new.contribution_id and o.revision = new.revision and o.state <> 'WITHDRAWN') then
    raise exception 'somebody objects to this revision' using errcode = 'check_violation',
      constraint = 'disposition_no_objection';
  end if;
  return new;
end $$;

create trigger disposition_no_objection before insert on disposition
  for each row when (new.outcome in ('AGREED', 'APPROVED', 'ENDORSED', 'CONDITIONALLY_AGREED'))
  execute function refuse_agreement_against_objection();
