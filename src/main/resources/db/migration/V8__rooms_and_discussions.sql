-- The log: (room, seq) without gaps, in the order of commits. `event` is what goes on the wire, encoded once.
create table room_event (
  room_id uuid not null references room,
  seq bigint not null check (seq > 0),
  type text not null check (type ~ '^[a-z]+\.[a-z-]+$'),
  at timestamptz not null,
  person_id uuid references person,
  intent text check (length(intent) between 1 and 200),
  event text not null,
  primary key (room_id, seq)
);

create unique index room_event_intent on room_event (room_id, person_id, intent) where intent is not null;

create trigger room_event_immutable before update or delete on room_event
  for each statement execute function refuse_change();

-- A count and a time to live for each node; a crashed node's rows heal by themselves.
create unlogged table room_presence (
  room_id uuid not null,
  node uuid not null,
  people jsonb not null,
  until timestamptz not null,
  primary key (room_id, node)
);

create table thread (
  id uuid primary key,
  room_id uuid not null references room,
  kind text not null check (kind in ('MEETING', 'AGENDA_ITEM', 'CONTRIBUTION')),
  agenda_item_id uuid unique references agenda_item,
  contribution_id uuid unique references contribution,
  opened_at timestamptz not null,
  check ((kind = 'AGENDA_ITEM') = (agenda_item_id is not null)),
  check ((kind = 'CONTRIBUTION') = (contribution_id is not null))
);

create unique index thread_meeting on thread (room_id) where kind = 'MEETING';
create index thread_room on thread (room_id);

create table message (
  id uuid primary key,
  thread_id uuid not null references thread,
  room_id uuid not null,
  seq bigint not null,
  author_id uuid not null references person,
  author_name text not null,
  author_organization text,
  text text not null check (length(text) between 1 and 20000),
  -- Null where the text holds no markup, so that the browser's escaped text is all there is to show.
  html text,
  at timestamptz not null,
  unique (room_id, seq),
  foreign key (room_id, seq) references room_event
);

create index message_thread on message (thread_id, seq);
