create table agenda (
  meeting_id uuid primary key references meeting,
  -- Raised with each saved draft; an editor that saved from an older one is shown both texts.
  draft_revision int not null default 0,
  draft_changed_by uuid references person,
  draft_changed_at timestamptz,
  version int not null default 0
);

-- The identity of an item over all versions: contributions and discussions hang on this, not on a version's row.
create table agenda_item (
  id uuid primary key,
  meeting_id uuid not null references meeting,
  unique (meeting_id, id)
);

create table agenda_draft_item (
  item_id uuid primary key references agenda_item,
  meeting_id uuid not null references agenda (meeting_id),
  position int not null check (position >= 0),
  depth smallint not null check (depth between 0 and 5),
  title text not null check (length(title) between 1 and 300),
  presenter text check (length(presenter) <= 200),
  minutes int check (minutes between 1 and 1440),
  notes text check (length(notes) <= 10000),
  unique (meeting_id, position) deferrable initially deferred
);

create table agenda_publication (
  meeting_id uuid not null references agenda (meeting_id),
  version int not null check (version > 0),
  note text not null default '' check (length(note) <= 2000),
  published_by uuid not null references person,
  published_at timestamptz not null,
  draft_revision int not null,
  primary key (meeting_id, version)
);

create table agenda_published_item (
  meeting_id uuid not null,
  version int not null,
  position int not null,
  item_id uuid not null,
  number text not null,
  depth smallint not null,
  title text not null,
  presenter text,
  minutes int,
  notes text,
  primary key (meeting_id, version, position),
  unique (meeting_id, version, number),
  unique (meeting_id, version, item_id),
  foreign key (meeting_id, version) references agenda_publication,
  foreign key (meeting_id, item_id) references agenda_item (meeting_id, id)
);

-- What was published stays as it was (forward only, no exceptions).
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger agenda_publication_immutable before update or delete on agenda_publication
  for each statement execute function refuse_change();
create trigger agenda_published_item_immutable before update or delete on agenda_published_item
  for each statement execute function refuse_change();
