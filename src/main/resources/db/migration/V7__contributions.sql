create table specification (
  id uuid primary key,
  enabler text not null,
  enabler_name text not null,
  document_type text not null,
  version text,
  status text,
  release_date date,
  file_name text not null unique
);

create index specification_enabler on specification (enabler, document_type, version);

-- One row per group and year: its lock makes the numbers gap-free.
create table number_series (
  group_id uuid not null references working_group,
  year int not null check (year between 1990 and 9999),
  last int not null default 0 check (last >= 0),
  primary key (group_id, year)
);

create table contribution (
  id uuid primary key,
  meeting_id uuid not null references meeting,
  group_id uuid not null references working_group,
  year int not null,
  serial int not null check (serial > 0),
  type text not null check (type in ('INP', 'CR', 'pCR', 'LS', 'AGD', 'MINS', 'WID', 'REP', 'DISC')),
  purpose text not null check (purpose in
    ('Agreement', 'Approval', 'Decision', 'Discussion', 'Information', 'Action', 'Endorsement', 'Presentation')),
  title text not null check (length(title) between 1 and 250),
  abstract text not null default '' check (length(abstract) <= 10000),
  state text not null check (state in ('RESERVED', 'SUBMITTED', 'WITHDRAWN')),
  author_id uuid not null references person,
  organization_id uuid references organization,
  source text not null,
  specification_id uuid references specification,
  agenda_item_id uuid,
  late boolean not null default false,
  reserved_at timestamptz not null,
  submitted_at timestamptz,
  withdrawn_at timestamptz,
  -- The client's intent: a retried reservation finds its first answer here instead of taking a second number.
  intent text check (length(intent) between 1 and 200),
  version int not null default 0,
  unique (group_id, year, serial),
  foreign key (meeting_id, agenda_item_id) references agenda_item (meeting_id, id),
  check (state <> 'RESERVED' or submitted_at is null),
  check (state <> 'SUBMITTED' or submitted_at is not null),
  check ((state = 'WITHDRAWN') = (withdrawn_at is not null)),
  check (not late or submitted_at is not null)
);

create unique index contribution_intent on contribution (author_id, intent) where intent is not null;
create index contribution_meeting on contribution (meeting_id, year, serial);
create index contribution_author on contribution (author_id, reserved_at desc);
create index contribution_item on contribution (agenda_item_id) where agenda_item_id is not null;
create index contribution_specification on contribution (specification_id) where specification_id is not null;

-- Revision 0 is the first file; 1 is R01.
create table revision (
  contribution_id uuid not null references contribution,
  number int not null check (number between 0 and 99),
  document_id uuid not null unique references document,
  uploaded_by uuid not null references person,
  uploaded_at timestamptz not null,
  primary key (contribution_id, number)
);
