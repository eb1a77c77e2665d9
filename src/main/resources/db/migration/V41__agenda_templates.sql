-- A group's own agendas to begin from. What is removed, or replaced by another of its name, can be brought back for a
-- while; only one of a name is there at a time.
create table agenda_template (
  id uuid primary key,
  group_id uuid not null references working_group,
  name text not null check (length(name) between 1 and 100),
  items jsonb not null check (jsonb_typeof(items) = 'array'),
  saved_by uuid not null references person,
  saved_at timestamptz not null,
  removed_by uuid references person,
  removed_at timestamptz,
  check ((removed_by is null) = (removed_at is null))
);

create unique index agenda_template_name on agenda_template (group_id, lower(name)) where removed_at is null;
create index agenda_template_removed on agenda_template (group_id, removed_at) where removed_at is not null;
