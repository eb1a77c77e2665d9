-- An event as staff run it: where exactly, what is held within it, and what calendars need to follow it.
alter table event
  add column address text check (length(address) between 1 and 500),
  add column map_url text check (length(map_url) <= 1000 and map_url ~ '^https://'),
  add column website text check (length(website) <= 1000 and website ~ '^https://'),
  add column description text not null default '' check (length(description) <= 20000),
  add column cancelled_reason text check (length(cancelled_reason) between 1 and 1000),
  -- A test event beside the working groups of one week is held within that week's event: one timetable, one registration.
  add column within_id uuid references event,
  -- What calendars compare (RFC 5545, 3.8.7.4): raised with each change that moves, renames or cancels it.
  add column sequence int not null default 0 check (sequence >= 0),
  add column changed_at timestamptz not null default now(),
  add check (within_id <> id),
  add check (cancelled_reason is null or status = 'CANCELLED');

create index event_within on event (within_id) where within_id is not null;

-- One level only: what is held within a week has nothing within it, or two timetables would claim the same room.
create function refuse_nested_event() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('event.within_id'));
  if exists (select 1 from event where id = new.within_id and within_id is not null)
     or exists (select 1 from event where within_id = new.id) then
    raise exception 'an event within another has none within it' using errcode = 'check_violation',
      constraint = 'event_one_level';
  end if;
  return new;
end $$;

create trigger event_one_level before insert or update of within_id on event
  for each row when (new.within_id is not null) execute function refuse_nested_event();

-- A room of the venue, not to be taken for `room`, the log that a meeting is held in.
create table venue_room (
  id uuid primary key,
  event_id uuid not null references event,
  name text not null check (length(name) between 1 and 100),
  capacity int check (capacity between 1 and 100000),
  note text not null default '' check (length(note) <= 500),
  position int not null check (position >= 0),
  unique (event_id, id)
);

create unique index venue_room_name on venue_room (event_id, lower(name));

alter table meeting
  add column sequence int not null default 0 check (sequence >= 0),
  add column changed_at timestamptz not null default now(),
  add column cancelled_reason text check (length(cancelled_reason) between 1 and 1000),
  -- Cancelled because its event was: when that takes place after all, so does this.
  add column cancelled_with_event boolean not null default false,
  add check (cancelled_reason is null or status = 'CANCELLED'),
  add check (not cancelled_with_event or status = 'CANCELLED');

-- A group meets once in an event, in as many sessions as it needs: so a session of the group is one of that meeting.
create unique index meeting_once_in_an_event on meeting (event_id, group_id)
  where event_id is not null and status = 'SCHEDULED';
