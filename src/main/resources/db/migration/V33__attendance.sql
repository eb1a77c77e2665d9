-- Who was there, from when to when. Registered and never here means not attended.
create table attendance (
  id uuid primary key,
  event_id uuid not null references event,
  -- Where: at a session; in a group's meeting, for those who joined its room from elsewhere; else at the event's door.
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
  foreign key (event_id, session_id) references session (event_id, id),
  check (left_at >= arrived_at),
  check (session_id is null or meeting_id is null),
  -- Nobody is twice in the same place at once.
  constraint attendance_once_at_a_time exclude using gist (
    person_id with =, event_id with =, coalesce(session_id, meeting_id, event_id) with =,
    tstzrange(arrived_at, left_at) with &&)
);

create index attendance_event on attendance (event_id, person_id);
create index attendance_session on attendance (session_id) where session_id is not null;
create index attendance_meeting on attendance (meeting_id) where meeting_id is not null;
create index attendance_person on attendance (person_id);
