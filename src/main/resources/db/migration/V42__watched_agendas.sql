-- What somebody said of being told of an agenda's new versions. Whoever takes part and the group's officers are told
-- without having said so; that they said no is kept here, and wins.
create table agenda_watch (
  meeting_id uuid not null references meeting,
  person_id uuid not null references person,
  watching boolean not null,
  said_at timestamptz not null,
  primary key (meeting_id, person_id)
);

create index agenda_watch_person on agenda_watch (person_id);
