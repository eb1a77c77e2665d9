-- Threads of a room that members open beside the agenda, and how much is in each: counting a room's messages for its list
-- would cost more with every message.
alter table thread drop constraint thread_kind_check;
alter table thread add constraint thread_kind_check
  check (kind in ('MEETING', 'AGENDA_ITEM', 'CONTRIBUTION', 'OFFLINE'));
alter table thread
  add title text check (length(title) between 1 and 200),
  -- What an offline discussion is about, if it is about one contribution.
  add about_id uuid references contribution,
  add opened_by uuid references person,
  add closed_at timestamptz,
  add closed_by uuid references person,
  add messages bigint not null default 0 check (messages >= 0),
  add last_seq bigint not null default 0 check (last_seq >= 0),
  add constraint thread_offline check ((kind = 'OFFLINE') = (title is not null)),
  add constraint thread_opened_by check ((kind = 'OFFLINE') = (opened_by is not null)),
  add constraint thread_about check (about_id is null or kind = 'OFFLINE'),
  add constraint thread_closed check ((closed_at is null) = (closed_by is null)),
  add constraint thread_counted check ((messages = 0) = (last_seq = 0));

create index thread_about on thread (about_id) where about_id is not null;

update thread t set messages = m.messages, last_seq = m.last_seq
  from (select thread_id, count(*) as messages, max(seq) as last_seq from message group by thread_id) m
 where m.thread_id = t.id;

-- What a message is now. Each change is an event of the room's log, and changed_seq is the last one's number: who has read
-- the message as it is now leaves out every change up to there.
alter table message
  add changed_seq bigint not null default 0,
  add version int not null default 1 check (version >= 1),
  add edited_at timestamptz,
  add deleted_at timestamptz,
  add deleted_by uuid references person,
  add hidden_at timestamptz,
  add hidden_by uuid references person,
  add hidden_reason text check (length(hidden_reason) between 1 and 500),
  add pinned_at timestamptz,
  add pinned_by uuid references person,
  add recorded_at timestamptz,
  add recorded_by uuid references person,
  add quotes bigint,
  add constraint message_edited check ((version > 1) = (edited_at is not null)),
  add constraint message_deleted check ((deleted_at is null) = (deleted_by is null)),
  add constraint message_hidden
    check ((hidden_at is null) = (hidden_by is null) and (hidden_at is null) = (hidden_reason is null)),
  add constraint message_pinned check ((pinned_at is null) = (pinned_by is null)),
  add constraint message_recorded check ((recorded_at is null) = (recorded_by is null)),
  add constraint message_changed check (changed_seq = 0 or changed_seq >= seq),
  add constraint message_withheld check (deleted_at is null or pinned_at is null),
  add constraint message_quotes check (quotes < seq),
  add foreign key (room_id, quotes) references message (room_id, seq);

create index message_pinned on message (thread_id, seq) where pinned_at is not null;
create index message_recorded on message (room_id, seq) where recorded_at is not null;

-- What a message said before it was edited.
create table message_version (
  message_id uuid not null references message,
  version int not null check (version >= 1),
  text text not null check (length(text) between 1 and 20000),
  html text,
  at timestamptz not null,
  primary key (message_id, version)
);

create trigger message_version_immutable before update or delete on message_version
  for each statement execute function refuse_change();

create table message_reaction (
  message_id uuid not null references message,
  person_id uuid not null references person,
  reaction text not null check (reaction in ('like', 'thanks', 'smile', 'looking', 'done', 'unclear')),
  at timestamptz not null,
  primary key (message_id, reaction, person_id)
);

create index message_reaction_person on message_reaction (person_id);

-- Whom and what a message names, as it reads now.
create table message_mention (
  message_id uuid not null references message,
  person_id uuid references person,
  contribution_id uuid references contribution,
  check (num_nonnulls(person_id, contribution_id) = 1)
);

create unique index message_mention_person on message_mention (message_id, person_id) where person_id is not null;
create unique index message_mention_contribution on message_mention (message_id, contribution_id)
  where contribution_id is not null;
create index message_mentioned_person on message_mention (person_id) where person_id is not null;
create index message_mentioned_contribution on message_mention (contribution_id) where contribution_id is not null;

-- The log is never changed. What must not be read any more is read in these words instead.
create table room_event_withheld (
  room_id uuid not null,
  seq bigint not null,
  event text not null,
  primary key (room_id, seq),
  foreign key (room_id, seq) references room_event
);

-- How the room's officers let people talk. No row: freely.
create table room_moderation (
  room_id uuid primary key references room,
  read_only boolean not null default false,
  -- How long each person waits between two messages; null for no wait.
  slow_seconds int check (slow_seconds between 5 and 3600),
  by uuid not null references person,
  at timestamptz not null
);

create table room_mute (
  room_id uuid not null references room,
  person_id uuid not null references person,
  until timestamptz not null,
  reason text not null check (length(reason) between 1 and 500),
  by uuid not null references person,
  at timestamptz not null,
  primary key (room_id, person_id)
);

create index room_mute_person on room_mute (person_id);

-- The few things of the log that are no messages and no changes of messages.
drop index room_event_other;
create index room_event_line on room_event (room_id, seq) where type not like 'message.%';

create function count_message() returns trigger language plpgsql as $$
begin
  update thread t set messages = t.messages + f.messages, last_seq = greatest(t.last_seq, f.last_seq)
    from (select thread_id, count(*) as messages, max(seq) as last_seq from fresh group by thread_id) f
   where t.id = f.thread_id;
  return null;
end $$;

create trigger message_counted after insert on message
  referencing new table as fresh for each statement execute function count_message();
