-- A person's own calendar address. The secret is shown once and known here by its hash.
create table calendar_link (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null check (length(name) between 1 and 100),
  secret_hash bytea not null unique check (length(secret_hash) = 32),
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  -- The form's key: sent twice, it makes one address.
  intent text check (length(intent) between 1 and 200)
);

create index calendar_link_person on calendar_link (person_id, created_at desc);
create unique index calendar_link_intent on calendar_link (person_id, intent) where intent is not null;
