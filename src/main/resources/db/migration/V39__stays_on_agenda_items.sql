-- The room's stays on the items of its agenda: what was discussed when, and what is being discussed. An item may be come
-- back to, so it may have several.
create table agenda_stay (
  id uuid primary key,
  meeting_id uuid not null references agenda (meeting_id),
  item_id uuid not null,
  started_at timestamptz not null,
  started_by uuid not null references person,
  ended_at timestamptz,
  ended_by uuid references person,
  foreign key (meeting_id, item_id) references agenda_item (meeting_id, id),
  check (ended_at >= started_at),
  check ((ended_at is null) = (ended_by is null))
);

create unique index agenda_stay_now on agenda_stay (meeting_id) where ended_at is null;
create index agenda_stay_meeting on agenda_stay (meeting_id, started_at);
