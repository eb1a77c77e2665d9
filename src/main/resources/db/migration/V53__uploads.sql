-- Files that are on their way, sent in as many requests as the connection needs, to any node.
create table upload (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null check (length(name) between 1 and 200),
  size bigint not null check (size > 0),
  received bigint not null default 0 check (received between 0 and size),
  started_at timestamptz not null,
  expires_at timestamptz not null,
  -- When it became a document. It stays for a while, for whoever lost the answer and asks again.
  taken_at timestamptz check (taken_at is null or received = size)
);

create index upload_of_person on upload (person_id);
create index upload_expires on upload (expires_at);

create table upload_piece (
  upload_id uuid not null references upload on delete cascade,
  at bigint not null check (at >= 0),
  bytes bytea not null check (length(bytes) > 0),
  primary key (upload_id, at)
);

alter table upload_piece alter column bytes set storage external;
