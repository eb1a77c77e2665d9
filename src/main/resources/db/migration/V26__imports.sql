-- A file that staff gave, and what became of it. The text is kept, so that the preview can be made again at any moment.
create table import (
  id uuid primary key,
  kind text not null check (kind in ('ORGANIZATIONS', 'PEOPLE', 'GROUPS', 'OFFICE_HOLDERS')),
  file_name text not null check (length(file_name) between 1 and 200),
  content text not null,
  uploaded_by uuid not null references person,
  uploaded_at timestamptz not null default now(),
  applied_by uuid references person,
  applied_at timestamptz,
  added int,
  changed int,
  unchanged int,
  undone_by uuid references person,
  undone_at timestamptz,
  check ((applied_at is null) = (applied_by is null)),
  check ((applied_at is null) = (added is null or changed is null or unchanged is null)),
  check ((undone_at is null) = (undone_by is null)),
  check (undone_at is null or applied_at is not null)
);

create index import_uploaded_at on import (uploaded_at desc);

-- The rows of other tables as they were before an import and as it left them, so that it can be taken back exactly.
create table import_change (
  import_id uuid not null references import on delete cascade,
  table_name text not null,
  row_key text not null,
  before jsonb,
  after jsonb,
  primary key (import_id, table_name, row_key),
  check (before is not null or after is not null)
);
