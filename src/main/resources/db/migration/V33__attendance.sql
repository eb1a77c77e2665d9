-- Who was there, from when to when. Registered and never here means not attended.
create table attendance (
  id uuid primary key,
  -- Where: at the door of an event, at a session of it, or at a meeting, for those who joined its room from elsewhere and
  -- those whom its officers counted. A meeting may be held within an event or outside any; it says so itself.
  event_id uuid references event,
  session_id uuid,
  meeting_id uuid references meeting,
  person_id uuid not null references person,
  organization_id uuid references organization,
  mode text not null check (mode in ('IN_PERSON', 'REMOTE')),
  arrived_at timestamptz not null,
  left_at timestamptz,
  -- DESK: staff or a secretary; SELF: joined the room.
  source text not null check (source in ('DESK', 'SELF')),
  recorded_by uuid not null references person,
  -- When it was recorded that they came, and that they left: a slip is undone for a while after that.
  recorded_at timestamptz not null,
  left_recorded_at timestamptz,
  version int not null default 0,
  foreign key (event_id, session_id) references session (event_id, id),
  check (left_at >= arrived_at),
  check (num_nonnulls(event_id, meeting_id) = 1),
  check (session_id is null or event_id is not null),
  check (source = 'DESK' or meeting_id is not null),
  -- Nobody is twice in the same place at once.
  constraint attendance_once_at_a_time exclude using gist (
    person_id with =, (coalesce(session_id, meeting_id, event_id)) with =, tstzrange(arrived_at, left_at) with &&)
);

create index attendance_event on attendance (event_id, person_id) where event_id is not null;
create index attendance_session on attendance (session_id) where session_id is not null;
create index attendance_meeting on attendance (meeting_id, person_id) where meeting_id is not null;
create index attendance_person on attendance (person_id);
-- The sweep looks for those who are still counted as there.
create index attendance_by_joining on attendance (meeting_id) where source = 'SELF' and left_at is null;

-- Who said that they only read along in a meeting's room and are not to be counted as present.
create table reading_along (
  meeting_id uuid not null references meeting,
  person_id uuid not null references person,
  since timestamptz not null,
  primary key (meeting_id, person_id)
);

create index reading_along_person on reading_along (person_id);

-- Of the people in `people`, those who came in themselves, by a browser: no programs, and nobody in whose name staff act.
alter table room_presence add column attending uuid[] not null default '{}';
