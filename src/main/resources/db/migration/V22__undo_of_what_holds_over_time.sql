-- A slip is taken back for ten minutes: the rows that a change of history replaced, and those it made.
create table undo (
  id uuid primary key,
  history text not null check (history in ('MEMBERSHIP', 'DELEGATION', 'OFFICE')),
  subject_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  done_by uuid references person,
  done_at timestamptz not null,
  undone_at timestamptz
);

create index undo_done_at on undo (done_at);

-- A closed group appoints nobody; one without a name would be no group.
alter table working_group add check (length(name) between 1 and 200);

create index delegation_person on delegation (person_id, since);
create index membership_organization on membership (organization_id, since);
