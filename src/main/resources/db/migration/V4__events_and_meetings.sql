create table event (
  id uuid primary key,
  kind text not null check (kind in ('MEMBERS_MEETING', 'TEST_EVENT', 'WORKSHOP')),
  name text not null check (length(name) between 1 and 300),
  host text,
  place text,
  format text check (format in ('ON_SITE', 'HYBRID', 'REMOTE')),
  -- An IANA zone; null where the record names none.
  time_zone text,
  starts_on date not null,
  ends_on date not null,
  date_precision text not null default 'DAY' check (date_precision in ('DAY', 'MONTH')),
  -- Known for workshops and current events only; older records give days.
  starts_at timestamptz,
  ends_at timestamptz,
  status text not null default 'SCHEDULED' check (status in ('SCHEDULED', 'CANCELLED')),
  subject text,
  sample boolean not null default false,
  version int not null default 0,
  check (ends_on >= starts_on),
  check (ends_at > starts_at),
  check (starts_at is null or time_zone is not null),
  check (ends_at is null or starts_at is not null)
);

create index event_dates on event (starts_on desc, ends_on);

create table room (
  id uuid primary key,
  -- The highest number taken. It is raised under this row's lock in the transaction that writes the event.
  last_seq bigint not null default 0 check (last_seq >= 0)
);

create table meeting (
  id uuid primary key,
  event_id uuid references event,
  group_id uuid not null references working_group,
  room_id uuid not null unique references room,
  name text not null check (length(name) between 1 and 300),
  venue text,
  time_zone text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  contribution_deadline timestamptz not null,
  agenda_expected_on date,
  late_policy text not null default 'ACCEPT' check (late_policy in ('ACCEPT', 'REFUSE')),
  status text not null default 'SCHEDULED' check (status in ('SCHEDULED', 'CANCELLED')),
  sample boolean not null default false,
  version int not null default 0,
  check (ends_at > starts_at),
  check (contribution_deadline <= ends_at)
);

create index meeting_starts on meeting (starts_at, id);
create index meeting_ends on meeting (ends_at, id);
create index meeting_group on meeting (group_id, starts_at);
create index meeting_event on meeting (event_id);

create table participation (
  meeting_id uuid not null references meeting,
  person_id uuid not null references person,
  organization_id uuid references organization,
  mode text not null check (mode in ('IN_PERSON', 'REMOTE')),
  registered_at timestamptz not null,
  primary key (meeting_id, person_id)
);

create index participation_person on participation (person_id);

-- Guests belong to no member; they are invited by one, for named meetings.
create table invitation (
  meeting_id uuid not null references meeting,
  person_id uuid not null references person,
  invited_by uuid not null references person,
  invited_at timestamptz not null,
  primary key (meeting_id, person_id)
);

create index invitation_person on invitation (person_id);
