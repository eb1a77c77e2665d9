-- A list of contributions that an officer took back from a spreadsheet: kept as it was read, looked at, taken or not.
create table sheet_import (
  id uuid primary key,
  meeting_id uuid not null references meeting,
  format text not null check (format in ('XLSX', 'CSV')),
  file_name text not null check (length(file_name) between 1 and 200),
  lines jsonb not null check (jsonb_typeof(lines) = 'object'),
  uploaded_by uuid not null references person,
  uploaded_at timestamptz not null default now(),
  applied_by uuid references person,
  applied_at timestamptz check (applied_at >= uploaded_at),
  -- Of the preview that was taken: the same one taken again is the same taking.
  mark text check (length(mark) = 64),
  changed int check (changed > 0),
  unchanged int check (unchanged >= 0),
  undone_by uuid references person,
  undone_at timestamptz check (undone_at >= applied_at),
  check ((applied_at is null) = (applied_by is null)),
  check ((applied_at is null) = (mark is null)),
  check ((applied_at is null) = (changed is null or unchanged is null)),
  check ((undone_at is null) = (undone_by is null)),
  check (undone_at is null or applied_at is not null)
);

create index sheet_import_meeting on sheet_import (meeting_id, uploaded_at desc);
create index sheet_import_untaken on sheet_import (uploaded_at) where applied_at is null;

-- What taking it did, in that order; undone the other way round.
create table sheet_import_act (
  import_id uuid not null references sheet_import,
  position int not null check (position >= 0),
  act_id uuid unique references contribution_act,
  -- A change of places, which is forgotten after a day.
  allocation_id uuid unique,
  primary key (import_id, position),
  check ((act_id is null) <> (allocation_id is null))
);
