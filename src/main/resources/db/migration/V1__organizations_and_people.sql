-- Levels and their rights are data: the bylaws change more often than the code.
create table membership_level (
  code text primary key check (code ~ '^[a-z][a-z0-9-]*$'),
  name text not null unique,
  vote_weight numeric(4, 2) not null check (vote_weight >= 0),
  position smallint not null
);

create table membership_right (
  level_code text not null references membership_level,
  position smallint not null,
  description text not null,
  answer text not null,
  primary key (level_code, position)
);

create table organization (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  level_code text not null references membership_level,
  standing text not null default 'ACTIVE' check (standing in ('ACTIVE', 'SUSPENDED', 'LEFT')),
  sample boolean not null default false
);

create unique index organization_name on organization (lower(name));

create table person (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  email text not null check (email like '%_@_%'),
  staff boolean not null default false,
  test_staff boolean not null default false,
  sample boolean not null default false
);

create unique index person_email on person (lower(email));

-- A delegate represents exactly one organisation at a time; earlier ones stay as history.
create table delegation (
  person_id uuid not null references person,
  organization_id uuid not null references organization,
  since date not null,
  until date check (until >= since),
  primary key (person_id, organization_id, since)
);

create unique index delegation_current on delegation (person_id) where until is null;
create index delegation_organization on delegation (organization_id);
