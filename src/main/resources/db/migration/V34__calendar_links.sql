-- A person's own calendar address. The secret is shown once and known here by its hash; a new one ends the old.
create table calendar_link (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null check (length(name) between 1 and 100),
  secret_hash bytea not null unique check (length(secret_hash) = 32),
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create index calendar_link_person on calendar_link (person_id);
