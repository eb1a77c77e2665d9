-- The timetable of an event: what is published now (session), what staff are working on (timetable_draft_session), and
-- what was published before (timetable_published_session, kept).

create table timetable (
  event_id uuid primary key references event,
  -- Raised with each change of the draft.
  draft_revision int not null default 0 check (draft_revision >= 0),
  draft_changed_by uuid references person,
  draft_changed_at timestamptz,
  -- The latest published version; 0 before the first.
  version int not null default 0 check (version >= 0),
  expected_on date
);

-- A session as it is published now. A session that was once published never goes: it is cancelled, so that calendars and
-- whoever had marked it are told.
create table session (
  id uuid primary key,
  event_id uuid not null references event,
  -- The event within that it belongs to, for a test event beside the groups.
  part_id uuid references event,
  kind text not null check (kind in ('SESSION', 'PLENARY', 'BREAK', 'SOCIAL')),
  title text not null check (length(title) between 1 and 300),
  note text not null default '' check (length(note) <= 2000),
  venue_room_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  mode text check (mode in ('ON_SITE', 'HYBRID', 'REMOTE')),
  members_only boolean not null default false,
  -- Who sees that it is held: everybody, members, or those who take part in one of its groups.
  visibility text not null default 'PUBLIC' check (visibility in ('PUBLIC', 'MEMBERS', 'GROUP')),
  cancelled boolean not null default false,
  sequence int not null default 0 check (sequence >= 0),
  changed_at timestamptz not null default now(),
  unique (event_id, id),
  foreign key (event_id, venue_room_id) references venue_room (event_id, id),
  check (ends_at > starts_at),
  check (part_id <> event_id)
);

create index session_event on session (event_id, starts_at);
create index session_times on session (starts_at, ends_at);
create index session_part on session (part_id) where part_id is not null;
create index session_venue_room on session (venue_room_id) where venue_room_id is not null;

-- Several groups: a joint session. None: for all who are there.
create table session_group (
  session_id uuid not null references session on delete cascade,
  group_id uuid not null references working_group,
  position smallint not null check (position >= 0),
  primary key (session_id, group_id)
);

create index session_group_group on session_group (group_id, session_id);

-- The draft has the same columns. A row whose id is in `session` changes what is published when it is published.
create table timetable_draft_session (
  id uuid primary key,
  event_id uuid not null references timetable,
  part_id uuid references event,
  kind text not null check (kind in ('SESSION', 'PLENARY', 'BREAK', 'SOCIAL')),
  title text not null check (length(title) between 1 and 300),
  note text not null default '' check (length(note) <= 2000),
  venue_room_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  mode text check (mode in ('ON_SITE', 'HYBRID', 'REMOTE')),
  members_only boolean not null default false,
  visibility text not null default 'PUBLIC' check (visibility in ('PUBLIC', 'MEMBERS', 'GROUP')),
  cancelled boolean not null default false,
  group_ids uuid[] not null default '{}',
  -- Raised with each change of the row: whoever edited an older one is shown both.
  version int not null default 0 check (version >= 0),
  foreign key (event_id, venue_room_id) references venue_room (event_id, id),
  check (ends_at > starts_at),
  check (part_id <> event_id)
);

create index timetable_draft_session_event on timetable_draft_session (event_id, starts_at);
create index timetable_draft_session_venue_room on timetable_draft_session (venue_room_id) where venue_room_id is not null;

-- Each change of a draft, for undo and redo. The rows as they were and as they became; null where there was none.
create table timetable_change (
  id bigint generated always as identity primary key,
  event_id uuid not null references timetable,
  said text not null check (length(said) between 1 and 500),
  before jsonb not null,
  after jsonb not null,
  done_by uuid not null references person,
  done_at timestamptz not null,
  undone_at timestamptz
);

create index timetable_change_event on timetable_change (event_id, id desc);

create table timetable_publication (
  event_id uuid not null references timetable (event_id),
  version int not null check (version > 0),
  note text not null default '' check (length(note) <= 2000),
  published_by uuid not null references person,
  published_at timestamptz not null,
  intent text check (length(intent) between 1 and 200),
  primary key (event_id, version)
);

create unique index timetable_publication_intent on timetable_publication (event_id, published_by, intent)
  where intent is not null;

-- Words, not references: what was published stays as it was read, whatever becomes of rooms and groups.
create table timetable_published_session (
  event_id uuid not null,
  version int not null,
  session_id uuid not null references session,
  kind text not null,
  title text not null,
  note text not null,
  part_name text,
  venue_room text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  mode text,
  members_only boolean not null,
  visibility text not null,
  cancelled boolean not null,
  group_ids uuid[] not null,
  groups text[] not null,
  primary key (event_id, version, session_id),
  foreign key (event_id, version) references timetable_publication
);

create trigger timetable_publication_immutable before update or delete on timetable_publication
  for each statement execute function refuse_change();
create trigger timetable_publication_kept before truncate on timetable_publication
  for each statement execute function refuse_change();
create trigger timetable_published_session_immutable before update or delete on timetable_published_session
  for each statement execute function refuse_change();
create trigger timetable_published_session_kept before truncate on timetable_published_session
  for each statement execute function refuse_change();

-- What a person marked for their own agenda.
create table session_mark (
  person_id uuid not null references person,
  session_id uuid not null references session,
  marked_at timestamptz not null,
  primary key (person_id, session_id)
);

create index session_mark_session on session_mark (session_id);
