-- What a type of contribution asks for beside title and source. A row belongs to a contribution of its own type only:
-- the constant column takes part in the foreign key.
alter table contribution add constraint contribution_of_type unique (id, type);

create table change_request (
  contribution_id uuid primary key,
  type text not null generated always as ('CR') stored,
  clauses text not null check (length(clauses) <= 1000),
  category text check (category in ('NEW_FUNCTIONALITY', 'MAJOR_CHANGE', 'BUG_FIX', 'CLERICAL')),
  reason text not null check (length(reason) <= 5000),
  summary text not null check (length(summary) <= 5000),
  consequences text not null check (length(consequences) <= 5000),
  -- The version that has it in its text; an agreed change waits until there is one.
  taken_up_in uuid references specification,
  taken_up_by uuid references person,
  taken_up_at timestamptz,
  foreign key (contribution_id, type) references contribution (id, type),
  check ((taken_up_in is null) = (taken_up_by is null)),
  check ((taken_up_in is null) = (taken_up_at is null))
);

create index change_request_taken_up_in on change_request (taken_up_in) where taken_up_in is not null;

create table proposed_text (
  contribution_id uuid primary key,
  type text not null generated always as ('pCR') stored,
  draft text not null check (length(draft) <= 200),
  clauses text not null check (length(clauses) <= 1000),
  foreign key (contribution_id, type) references contribution (id, type)
);

create table liaison_statement (
  contribution_id uuid primary key,
  type text not null generated always as ('LS') stored,
  direction text check (direction in ('IN', 'OUT')),
  from_body text not null check (length(from_body) <= 200),
  to_bodies text not null check (length(to_bodies) <= 500),
  copies text not null check (length(copies) <= 500),
  -- One of ours, which is a liaison statement too, or how the other side calls its own.
  reply_to_id uuid check (reply_to_id <> contribution_id),
  reply_to_reference text not null check (length(reply_to_reference) <= 200),
  action_requested text not null check (length(action_requested) <= 5000),
  due date,
  foreign key (contribution_id, type) references contribution (id, type),
  foreign key (reply_to_id, type) references contribution (id, type),
  check (reply_to_id is null or reply_to_reference = '')
);

create index liaison_statement_reply_to on liaison_statement (reply_to_id) where reply_to_id is not null;

create table work_item (
  contribution_id uuid primary key,
  type text not null generated always as ('WID') stored,
  objective text not null check (length(objective) <= 5000),
  enabler text not null check (length(enabler) <= 200),
  target date,
  rapporteur text not null check (length(rapporteur) <= 200),
  foreign key (contribution_id, type) references contribution (id, type)
);
