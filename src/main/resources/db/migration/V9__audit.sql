create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person_id uuid references person,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  before jsonb,
  after jsonb,
  address text
);

create index audit_entry_subject on audit_entry (subject_type, subject_id, id);
create index audit_entry_person on audit_entry (person_id, id);

create trigger audit_entry_immutable before update or delete on audit_entry
  for each statement execute function refuse_change();
