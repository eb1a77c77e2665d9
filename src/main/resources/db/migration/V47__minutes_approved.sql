-- Which revision of a meeting's minutes a later meeting approved. A newer revision asks anew; a slip is undone, and stays.
create table minutes_approval (
  id uuid primary key,
  contribution_id uuid not null,
  revision int not null,
  meeting_id uuid not null references meeting,
  approved_by uuid not null references person,
  approved_at timestamptz not null,
  undone_by uuid references person,
  undone_at timestamptz,
  foreign key (contribution_id, revision) references revision (contribution_id, number),
  check ((undone_at is null) = (undone_by is null)),
  check (undone_at >= approved_at)
);

create unique index minutes_approval_in_force on minutes_approval (contribution_id, revision) where undone_at is null;
create index minutes_approval_meeting on minutes_approval (meeting_id);
create index contribution_minutes on contribution (group_id) where type = 'MINS';
