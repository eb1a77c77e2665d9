-- The provider's subject is the key of a login (OpenID Connect Core 5.7); an e-mail address only finds the person once.
create table login (
  issuer text not null,
  subject text not null,
  person_id uuid not null references person,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (issuer, subject)
);

create index login_person on login (person_id);

create table access_token (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null check (length(name) between 1 and 100),
  token_hash bytea not null unique check (length(token_hash) = 32),
  scopes text[] not null check (scopes <@ array['read', 'contribute', 'chair'] and cardinality(scopes) > 0),
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create index access_token_person on access_token (person_id);

-- Sessions live here, not in memory: a restart logs nobody out. The shape is Spring Session's.
create table spring_session (
  primary_id char(36) primary key,
  session_id char(36) not null unique,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);

create index spring_session_expiry on spring_session (expiry_time);
create index spring_session_principal on spring_session (principal_name);

create table spring_session_attributes (
  session_primary_id char(36) not null references spring_session on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);
