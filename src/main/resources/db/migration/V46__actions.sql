-- One row per group and year: its lock makes the actions' numbers gap-free.
create table action_series (
  group_id uuid not null references working_group,
  year int not null check (year between 1990 and 9999),
  last int not null default 0 check (last >= 0),
  primary key (group_id, year)
);

-- A task given to somebody with a due date. It is open for the group, at whichever meeting, until it is settled.
create table action (
  id uuid primary key,
  group_id uuid not null references working_group,
  year int not null,
  serial int not null check (serial > 0),
  text text not null check (length(text) between 1 and 2000),
  assignee_id uuid not null references person,
  due_on date not null,
  meeting_id uuid references meeting,
  agenda_item_id uuid,
  given_by uuid not null references person,
  given_at timestamptz not null,
  -- The client's key for one giving: a second click finds the first one's action.
  intent text check (length(intent) between 1 and 200),
  state text not null check (state in ('OPEN', 'DONE', 'DROPPED')),
  settled_by uuid references person,
  settled_at timestamptz,
  note text check (length(note) between 1 and 2000),
  version int not null default 0,
  unique (group_id, year, serial),
  foreign key (meeting_id, agenda_item_id) references agenda_item (meeting_id, id),
  check (agenda_item_id is null or meeting_id is not null),
  check ((state = 'OPEN') = (settled_at is null)),
  check ((settled_at is null) = (settled_by is null)),
  check (note is null or settled_at is not null),
  check (state <> 'DROPPED' or note is not null)
);

create unique index action_intent on action (given_by, intent) where intent is not null;
create index action_open on action (group_id, due_on) where state = 'OPEN';
create index action_assignee on action (assignee_id, due_on) where state = 'OPEN';
create index action_meeting on action (meeting_id) where meeting_id is not null;

-- Who gave, settled and reopened it, when and why. Append-only.
create table action_step (
  action_id uuid not null references action,
  position int not null check (position >= 0),
  what text not null check (what in ('GIVEN', 'DONE', 'DROPPED', 'REOPENED')),
  person_id uuid not null references person,
  at timestamptz not null,
  note text check (length(note) between 1 and 2000),
  primary key (action_id, position)
);

create trigger action_step_immutable before update or delete on action_step
  for each statement execute function refuse_change();
create trigger action_step_kept before truncate on action_step
  for each statement execute function refuse_change();
