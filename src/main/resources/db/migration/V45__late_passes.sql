-- Late policy PASS: what comes after the deadline needs the chair's late pass, for one contribution of one author.
alter table meeting drop constraint meeting_late_policy_check;
alter table meeting add constraint meeting_late_policy_check check (late_policy in ('ACCEPT', 'REFUSE', 'PASS'));

create table late_pass (
  id uuid primary key,
  contribution_id uuid not null references contribution,
  requested_by uuid not null references person,
  -- Whose contribution it was then; null where its author represented nobody.
  organization_id uuid references organization,
  reason text not null check (length(reason) between 1 and 2000),
  requested_at timestamptz not null,
  state text not null check (state in ('REQUESTED', 'WITHDRAWN', 'GRANTED', 'DECLINED', 'USED')),
  settled_by uuid references person,
  settled_at timestamptz,
  answer text check (length(answer) between 1 and 2000),
  used_at timestamptz,
  version int not null default 0,
  check ((state = 'REQUESTED') = (settled_at is null)),
  check ((settled_at is null) = (settled_by is null)),
  check (answer is null or settled_at is not null),
  check (state <> 'DECLINED' or answer is not null),
  check ((state = 'USED') = (used_at is not null))
);

-- One request at a time, and one pass: what was granted stays open until it is used.
create unique index late_pass_open on late_pass (contribution_id) where state in ('REQUESTED', 'GRANTED');
create index late_pass_contribution on late_pass (contribution_id, requested_at);

-- What an officer has seen of a meeting's late contributions.
create table cockpit_look (
  meeting_id uuid not null references meeting,
  person_id uuid not null references person,
  looked_at timestamptz not null,
  primary key (meeting_id, person_id)
);

-- When the authors of numbers without a file were reminded last: once a day at most.
create table file_reminder (
  meeting_id uuid primary key references meeting,
  reminded_by uuid not null references person,
  reminded_at timestamptz not null
);

create index contribution_without_file on contribution (meeting_id) where state = 'RESERVED';
create index contribution_late on contribution (meeting_id, submitted_at) where late;
