create table working_group (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z][A-Z0-9-]*$'),
  name text not null unique,
  scope text not null default '',
  parent_id uuid references working_group,
  kind text not null check (kind in ('WORKING_GROUP', 'COMMITTEE', 'PLENARY')),
  visibility text not null default 'MEMBERS' check (visibility in ('PUBLIC', 'MEMBERS', 'GROUP')),
  check (parent_id <> id)
);

-- Terms have a beginning and an end, so that a meeting can show who chaired it then.
create table office (
  id uuid primary key,
  group_id uuid not null references working_group,
  person_id uuid not null references person,
  role text not null check (role in ('CHAIR', 'VICE_CHAIR', 'SECRETARY', 'EDITOR', 'PARTICIPANT')),
  since date not null,
  until date check (until >= since)
);

create unique index office_current on office (group_id, person_id, role) where until is null;
create unique index office_one_chair on office (group_id) where role = 'CHAIR' and until is null;
create index office_person on office (person_id);
