create table document (
  id uuid primary key,
  original_name text not null,
  media_type text not null,
  size bigint not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  stored_by uuid not null references person,
  stored_at timestamptz not null
);

-- In pieces, so that neither storing nor serving a file ever holds it in memory.
create table document_chunk (
  document_id uuid not null references document on delete cascade,
  position int not null check (position >= 0),
  bytes bytea not null,
  primary key (document_id, position)
);

alter table document_chunk alter column bytes set storage external;
