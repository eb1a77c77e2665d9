-- How far each person has read each thread, on whichever device. It only ever goes up.
create table thread_reading (
  person_id uuid not null references person,
  thread_id uuid not null references thread,
  seq bigint not null check (seq > 0),
  primary key (person_id, thread_id)
);

-- The few things of the log that are no messages, so that a room of a hundred thousand messages finds them at once.
create index room_event_other on room_event (room_id, seq) where type <> 'message.posted';
