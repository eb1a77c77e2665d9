-- Somebody signed in whom neither an address nor a domain nor a claim lets in, and asks the staff to.
create table join_request (
  id uuid primary key,
  registration text not null,
  issuer text not null,
  subject text not null,
  name text not null check (length(name) between 1 and 200),
  email text,
  email_verified boolean not null,
  message text not null check (length(message) between 1 and 2000),
  requested_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references person,
  decision text check (decision in ('APPROVED', 'REFUSED')),
  reason text check (length(reason) between 1 and 2000),
  person_id uuid references person,
  version int not null default 0,
  check ((decided_at is null) = (decision is null)),
  check ((decided_by is null) = (decision is null)),
  check ((person_id is not null) = (decision is not distinct from 'APPROVED')),
  check ((reason is not null) = (decision is not distinct from 'REFUSED'))
);

create unique index join_request_one_waits on join_request (issuer, subject) where decided_at is null;
create index join_request_account on join_request (issuer, subject, requested_at);
create index join_request_pending on join_request (requested_at, id) where decided_at is null;
