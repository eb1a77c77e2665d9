-- From a place on the agenda to a decision. What was decided belongs to one revision at one meeting; the contribution's
-- state is that of the decision in force, and the foreign key holds the two together.
create table contribution_act (
  id uuid primary key,
  meeting_id uuid not null references meeting,
  verb text not null check (verb in ('OPEN', 'DECIDE', 'REOPEN', 'WITHDRAW')),
  said text not null check (length(said) between 1 and 1000),
  done_by uuid not null references person,
  done_at timestamptz not null,
  undone_by uuid references person,
  undone_at timestamptz check (undone_at >= done_at),
  intent text check (length(intent) between 1 and 200),
  intent_digest text check (length(intent_digest) = 64),
  check ((undone_at is null) = (undone_by is null)),
  check ((intent is null) = (intent_digest is null))
);

create unique index contribution_act_intent on contribution_act (done_by, intent) where intent is not null;
create index contribution_act_meeting on contribution_act (meeting_id, done_at);

alter table contribution add column carried_from_id uuid references contribution check (carried_from_id <> id);
alter table contribution add unique (id, carried_from_id);
create index contribution_carried on contribution (carried_from_id) where carried_from_id is not null;

create table disposition (
  id uuid primary key,
  act_id uuid not null references contribution_act,
  contribution_id uuid not null,
  revision int not null,
  meeting_id uuid not null references meeting,
  outcome text not null check (outcome in ('REVISED', 'AGREED', 'APPROVED', 'ENDORSED', 'CONDITIONALLY_AGREED', 'NOTED',
    'REJECTED', 'POSTPONED', 'MERGED', 'REPLIED', 'NOT_HANDLED')),
  -- The condition, or the reason; for other outcomes a remark.
  words text check (length(words) between 1 and 2000),
  revised_to int,
  merged_into_id uuid references contribution,
  successor_id uuid,
  reply_id uuid references contribution,
  recorded_by uuid not null references person,
  recorded_at timestamptz not null,
  -- What was undone or reopened stays on record.
  set_aside_act_id uuid references contribution_act,
  set_aside text check (set_aside in ('UNDONE', 'REOPENED')),
  unique (contribution_id, id, outcome),
  foreign key (contribution_id, revision) references revision (contribution_id, number),
  foreign key (successor_id, contribution_id) references contribution (id, carried_from_id),
  check ((outcome = 'REVISED') = (revised_to is not null)),
  check (revised_to = revision + 1),
  check ((outcome = 'MERGED') = (merged_into_id is not null)),
  check (merged_into_id <> contribution_id),
  check ((outcome = 'POSTPONED') = (successor_id is not null)),
  check ((outcome = 'REPLIED') = (reply_id is not null)),
  check (reply_id <> contribution_id),
  check (outcome <> 'CONDITIONALLY_AGREED' or words is not null),
  check ((set_aside is null) = (set_aside_act_id is null))
);

create unique index disposition_in_force on disposition (contribution_id, revision, meeting_id, outcome)
  where set_aside is null;
create index disposition_meeting on disposition (meeting_id, outcome);
create index disposition_act on disposition (act_id);
create index disposition_set_aside on disposition (set_aside_act_id) where set_aside_act_id is not null;
create index disposition_target on disposition (merged_into_id) where merged_into_id is not null;
create index disposition_successor on disposition (successor_id) where successor_id is not null;
create index disposition_reply on disposition (reply_id) where reply_id is not null;

alter table contribution drop constraint contribution_state_check;
alter table contribution add constraint contribution_state_check
  check (state in ('RESERVED', 'SUBMITTED', 'ALLOCATED', 'OPEN', 'REVISED', 'AGREED', 'APPROVED', 'ENDORSED',
    'CONDITIONALLY_AGREED', 'NOTED', 'REJECTED', 'POSTPONED', 'MERGED', 'REPLIED', 'NOT_HANDLED', 'WITHDRAWN'));
alter table contribution add column disposition_id uuid;
alter table contribution add foreign key (id, disposition_id, state)
  references disposition (contribution_id, id, outcome);
alter table contribution add check
  ((state in ('RESERVED', 'SUBMITTED', 'ALLOCATED', 'OPEN', 'WITHDRAWN')) = (disposition_id is null));
alter table contribution add check (state <> 'OPEN' or (agenda_item_id is not null and submitted_at is not null));

-- Merged with one another in a circle, contributions would lead nowhere. Each target's row is locked on the way, so that
-- two merges at the same time are seen by one of them.
create function refuse_circle_of_merges() returns trigger language plpgsql as $$
declare
  at uuid := new.merged_into_id;
begin
  while at is not null loop
    if at = new.contribution_id then
      raise exception 'contributions are merged in a circle' using errcode = 'check_violation',
        constraint = 'disposition_no_circle';
    end if;
    perform 1 from contribution where id = at for update;
    select d.merged_into_id into at
      from contribution c left join disposition d on d.id = c.disposition_id and d.outcome = 'MERGED'
     where c.id = at;
  end loop;
  return new;
end $$;

create trigger disposition_no_circle before insert on disposition
  for each row when (new.merged_into_id is not null) execute function refuse_circle_of_merges();

-- A postponed contribution goes on under a new number with the same file.
alter table revision drop constraint revision_document_id_key;
create index revision_document on revision (document_id);

-- What became of a contribution: who, when and why, one row a step.
create table contribution_step (
  contribution_id uuid not null references contribution,
  seq int not null check (seq > 0),
  verb text not null check (verb in ('RESERVE', 'SUBMIT', 'REVISE', 'CARRY', 'ALLOCATE', 'RELEASE', 'OPEN', 'DECIDE',
    'REOPEN', 'WITHDRAW', 'UNDO')),
  from_state text,
  to_state text not null,
  revision int,
  meeting_id uuid not null references meeting,
  agenda_item_id uuid,
  from_disposition_id uuid references disposition,
  disposition_id uuid references disposition,
  act_id uuid references contribution_act,
  reason text check (length(reason) between 1 and 2000),
  done_by uuid not null references person,
  done_at timestamptz not null,
  primary key (contribution_id, seq),
  foreign key (contribution_id, revision) references revision (contribution_id, number),
  check ((verb in ('RESERVE', 'CARRY')) = (from_state is null)),
  check (verb not in ('OPEN', 'DECIDE', 'REOPEN', 'UNDO') or act_id is not null)
);

create index contribution_step_act on contribution_step (act_id) where act_id is not null;
create trigger contribution_step_immutable before update or delete on contribution_step
  for each statement execute function refuse_change();
create trigger contribution_step_kept before truncate on contribution_step
  for each statement execute function refuse_change();

-- What is known of those from before.
insert into contribution_step (contribution_id, seq, verb, from_state, to_state, revision, meeting_id, agenda_item_id,
                               done_by, done_at)
select s.id, row_number() over (partition by s.id order by s.done_at, s.rank, s.revision nulls first),
       s.verb, s.from_state, s.to_state, s.revision, s.meeting_id, s.agenda_item_id, s.done_by, s.done_at
  from (select id, 0 as rank, 'RESERVE' as verb, null as from_state, 'RESERVED' as to_state, null::int as revision,
               meeting_id, null::uuid as agenda_item_id, author_id as done_by, reserved_at as done_at
          from contribution
        union all
        select c.id, 1, case when r.number = 0 then 'SUBMIT' else 'REVISE' end,
               case when r.number = 0 then 'RESERVED' else 'SUBMITTED' end, 'SUBMITTED', r.number, c.meeting_id, null,
               r.uploaded_by, r.uploaded_at
          from revision r join contribution c on c.id = r.contribution_id
        union all
        select id, 2, 'ALLOCATE', 'SUBMITTED', 'ALLOCATED', null, meeting_id, agenda_item_id, allocated_by, allocated_at
          from contribution where agenda_item_id is not null and submitted_at is not null
        union all
        select c.id, 3, 'WITHDRAW', case when c.submitted_at is null then 'RESERVED' else 'SUBMITTED' end, 'WITHDRAWN',
               null, c.meeting_id, null,
               coalesce((select e.person_id from meeting m join room_event e on e.room_id = m.room_id
                          where m.id = c.meeting_id and e.type = 'contribution.withdrawn'
                            and e.event::jsonb -> 'data' ->> 'id' = c.id::text limit 1), c.author_id), c.withdrawn_at
          from contribution c where c.withdrawn_at is not null) s;
