-- A published version is filed as a numbered document of its meeting, soon after and whatever happens meanwhile: what is
-- to be filed is noted by the transaction that publishes, and what was filed by the one that files. Versions of before
-- stay as they are.
create table agenda_filing (
  meeting_id uuid not null,
  version int not null,
  tries int not null default 0 check (tries >= 0),
  next_try_at timestamptz not null default now(),
  last_error text check (length(last_error) <= 1000),
  contribution_id uuid,
  revision int,
  filed_at timestamptz,
  primary key (meeting_id, version),
  unique (contribution_id, revision),
  foreign key (meeting_id, version) references agenda_publication,
  foreign key (contribution_id, revision) references revision (contribution_id, number),
  check ((filed_at is null) = (contribution_id is null)),
  check ((filed_at is null) = (revision is null))
);

create index agenda_filing_waits on agenda_filing (next_try_at) where filed_at is null;
