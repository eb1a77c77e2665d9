-- One row for each browser that is signed in, beside its session: which session at the provider it belongs to, and what
-- to ask the provider with. It goes when the session goes.
create table sign_in (
  id uuid primary key,
  session_primary_id char(36) not null unique references spring_session on delete cascade,
  person_id uuid references person,
  registration text not null,
  issuer text not null,
  subject text not null,
  sid text,
  user_agent text,
  address text not null,
  signed_in_at timestamptz not null,
  checked_at timestamptz not null,
  next_check_at timestamptz,
  refresh_token text,
  check ((refresh_token is null) = (next_check_at is null))
);

create index sign_in_person on sign_in (person_id);
create index sign_in_sid on sign_in (issuer, sid);
create index sign_in_subject on sign_in (issuer, subject);
create index sign_in_due on sign_in (next_check_at) where next_check_at is not null;

-- A session from before has no such row, so nothing the provider says could end it.
delete from spring_session;

-- A provider's subject has up to 255 characters (OpenID Connect Core, 2).
alter table spring_session alter column principal_name type varchar(255);

-- A logout token works once; it is remembered for as long as it would be taken.
create table spent_logout_token (
  issuer text not null,
  jti text not null,
  spent_at timestamptz not null,
  primary key (issuer, jti)
);

create index spent_logout_token_at on spent_logout_token (spent_at);
