-- The client's key for one publication: a second click finds the first one's version instead of making another.
alter table agenda_publication add column intent text check (length(intent) between 1 and 200);

create unique index agenda_publication_intent on agenda_publication (meeting_id, published_by, intent)
  where intent is not null;
