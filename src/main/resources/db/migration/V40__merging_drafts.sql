-- The draft's own room, for whoever may edit it: a meeting's is open to all its readers.
alter table agenda add column draft_room_id uuid unique references room;

-- What each revision of a draft said, so that a save written on an older one can be merged item by item and field by
-- field. Kept for a while only: an editor left open for weeks is shown both texts instead.
create table agenda_draft_revision (
  meeting_id uuid not null references agenda (meeting_id),
  revision int not null check (revision > 0),
  items jsonb not null check (jsonb_typeof(items) = 'array'),
  -- Items that are new, gone, moved or worded differently against the revision before.
  changed uuid[] not null,
  saved_by uuid not null references person,
  saved_at timestamptz not null,
  primary key (meeting_id, revision)
);

insert into agenda_draft_revision (meeting_id, revision, items, changed, saved_by, saved_at)
select a.meeting_id, a.draft_revision,
       coalesce(jsonb_agg(to_jsonb(d) - 'meeting_id' - 'position' order by d.position) filter (where d.item_id is not null),
                '[]'),
       coalesce(array_agg(d.item_id) filter (where d.item_id is not null), '{}'), a.draft_changed_by, a.draft_changed_at
  from agenda a left join agenda_draft_item d on d.meeting_id = a.meeting_id
 where a.draft_revision > 0 and a.draft_changed_by is not null and a.draft_changed_at is not null
 group by a.meeting_id;
