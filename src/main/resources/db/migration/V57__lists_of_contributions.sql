-- How somebody likes lists of contributions: which columns, in which order, and how close together the rows are.
create table list_view (
  person_id uuid primary key references person,
  columns text[] not null check (cardinality(columns) between 1 and 40 and array_position(columns, null) is null),
  compact boolean not null
);

-- What officers note beside a contribution for one another, such as "to check". One mark each; who marks again replaces
-- it, and the one before is kept for as long as that can be undone. No word: it was taken off.
create table contribution_mark (
  contribution_id uuid primary key references contribution,
  word text check (length(word) between 1 and 40),
  tone text check (tone in ('NEUTRAL', 'INFO', 'GOOD', 'WARN', 'BAD', 'SPECIAL')),
  marked_by uuid not null references person,
  marked_at timestamptz not null,
  -- Those that were marked in one go, to take it back.
  change_id uuid not null,
  former_word text,
  former_tone text,
  check ((word is null) = (tone is null)),
  check ((former_word is null) = (former_tone is null))
);

create index contribution_mark_change on contribution_mark (change_id);

-- A group's list over all its years, newest first; and what an organisation wrote. Words are looked for by their
-- beginnings.
create index contribution_group_state on contribution (group_id, state, year desc, serial desc);
create index contribution_group_type on contribution (group_id, type, year desc, serial desc);
create index contribution_organization on contribution (organization_id, reserved_at desc);
create index contribution_words on contribution using gin (to_tsvector('simple', title || ' ' || source));
create index contribution_reserved on contribution (reserved_at desc, id desc);
