-- What somebody has of a meeting's documents from packages that reached them whole. By document and not by time: a file
-- whose transaction was still open when a package was put together is older than it and yet not in it, and whoever took one
-- item's documents does not have those of the others.
create table package_taken (
  person_id uuid not null references person,
  meeting_id uuid not null references meeting,
  taken_at timestamptz not null,
  documents uuid[] not null,
  primary key (person_id, meeting_id)
);
