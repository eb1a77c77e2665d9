-- The speaker queue of a room. Its row is the lock under which the queue changes; a room without one never had a queue.
create table speaker_queue (
  room_id uuid primary key references room,
  -- A closed queue still takes points of order.
  closed boolean not null default false,
  -- Who was given the floor last, whether they still have it or not: "next" says whom the chair saw there.
  last_called uuid,
  last_place bigint not null default 0 check (last_place >= 0)
);

create table queue_entry (
  id uuid primary key,
  room_id uuid not null references speaker_queue,
  person_id uuid not null references person,
  name text not null,
  organization text,
  kind text not null check (kind in ('POINT_OF_ORDER', 'QUESTION', 'REPLY', 'NEW_TOPIC')),
  topic text not null check (length(topic) <= 200),
  -- Among those of its kind; who defers takes a new one.
  place bigint not null check (place > 0),
  joined_at timestamptz not null,
  called_at timestamptz,
  ended_at timestamptz,
  unique (room_id, id),
  check (called_at >= joined_at),
  check (ended_at >= joined_at),
  check (ended_at >= called_at)
);

alter table speaker_queue add foreign key (room_id, last_called) references queue_entry (room_id, id);

create unique index queue_entry_place on queue_entry (room_id, place);
create unique index queue_entry_speaking on queue_entry (room_id) where called_at is not null and ended_at is null;
create unique index queue_entry_waiting on queue_entry (room_id, person_id, kind)
  where called_at is null and ended_at is null;
create index queue_entry_open on queue_entry (room_id) where ended_at is null;
create index queue_entry_person on queue_entry (person_id);
