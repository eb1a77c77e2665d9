-- The author proposes a place on the agenda, the chair decides; both are kept. What was on an item so far was there by
-- its author's word, which nobody objected to.
alter table contribution add column proposed_item_id uuid;
alter table contribution add foreign key (meeting_id, proposed_item_id) references agenda_item (meeting_id, id);
alter table contribution add column allocated_by uuid references person;
alter table contribution add column allocated_at timestamptz;
alter table contribution add column item_position int check (item_position >= 0);
alter table contribution add column block_id uuid;

alter table contribution drop constraint contribution_state_check;
alter table contribution add constraint contribution_state_check
  check (state in ('RESERVED', 'SUBMITTED', 'ALLOCATED', 'WITHDRAWN'));

update contribution set proposed_item_id = agenda_item_id where agenda_item_id is not null;
update contribution c
   set allocated_by = author_id, allocated_at = coalesce(submitted_at, reserved_at), item_position = place.n,
       state = case state when 'SUBMITTED' then 'ALLOCATED' else state end
  from (select id, row_number() over (partition by agenda_item_id order by year, serial) - 1 as n
          from contribution where agenda_item_id is not null) place
 where place.id = c.id;

alter table contribution add check ((agenda_item_id is null) = (allocated_at is null));
alter table contribution add check ((agenda_item_id is null) = (allocated_by is null));
alter table contribution add check ((agenda_item_id is null) = (item_position is null));
alter table contribution add check (state <> 'ALLOCATED' or (agenda_item_id is not null and submitted_at is not null));
alter table contribution add check (state <> 'SUBMITTED' or agenda_item_id is null);

drop index contribution_item;
create index contribution_item on contribution (agenda_item_id, item_position) where agenda_item_id is not null;
create index contribution_unallocated on contribution (meeting_id) where state = 'SUBMITTED';

-- What is handled together within an item: one question to the room for all of it.
create table agenda_block (
  id uuid primary key,
  meeting_id uuid not null,
  item_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  unique (item_id, id),
  unique (item_id, name),
  foreign key (meeting_id, item_id) references agenda_item (meeting_id, id)
);

alter table contribution add foreign key (agenda_item_id, block_id) references agenda_block (item_id, id);
alter table contribution add check (block_id is null or agenda_item_id is not null);
create index contribution_block on contribution (block_id) where block_id is not null;
