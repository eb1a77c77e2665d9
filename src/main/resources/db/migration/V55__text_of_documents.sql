-- The database's index of words holds a megabyte; only a text made for it has more different words. Such a text is found
-- by what it begins with. 'simple': members write in many languages, and numbers and names must be found as they stand.
create function words_of_document(content text) returns tsvector language plpgsql immutable strict parallel safe as $$
begin
  return to_tsvector('simple', content);
exception when program_limit_exceeded then
  return to_tsvector('simple', left(content, 100000));
end
$$;

-- Waits until it is read; then its text, or NONE where it has no words (a scanned page), or FAILED with the reason.
create table document_text (
  document_id uuid primary key references document on delete cascade,
  state text not null default 'WAITING' check (state in ('WAITING', 'READ', 'NONE', 'FAILED')),
  content text,
  -- Whether the document goes on after its text ends.
  cut boolean not null default false,
  words tsvector generated always as (words_of_document(content)) stored,
  problem text,
  tries int not null default 0 check (tries >= 0),
  next_try_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  check ((state = 'READ') = (content is not null)),
  check (not cut or state = 'READ'),
  check (state <> 'FAILED' or problem is not null),
  check ((state = 'WAITING') = (read_at is null))
);

create index on document_text using gin (words);
create index on document_text (next_try_at) where state = 'WAITING';

insert into document_text (document_id) select id from document;
