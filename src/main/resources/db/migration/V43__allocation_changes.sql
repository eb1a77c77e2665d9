-- What officers did to the places of contributions, for whoever did it to take it back within minutes; what happened
-- stands in the room's log and in the audit log.
create table allocation_change (
  id uuid primary key,
  meeting_id uuid not null references agenda (meeting_id),
  said text not null check (length(said) between 1 and 1000),
  change jsonb not null,
  done_by uuid not null references person,
  done_at timestamptz not null,
  undone_at timestamptz check (undone_at >= done_at),
  intent text check (length(intent) between 1 and 200)
);

create unique index allocation_change_intent on allocation_change (meeting_id, done_by, intent) where intent is not null;
create index allocation_change_meeting on allocation_change (meeting_id, done_at);

-- Whoever looks for the places that authors propose, or for what a removed item held.
create index contribution_proposed on contribution (proposed_item_id) where proposed_item_id is not null;
