-- Each document says where its content is, so that both places are read side by side after the setting was changed.
alter table document add column store text not null default 'DATABASE' check (store in ('DATABASE', 'S3'));
alter table document add unique (id, store);

-- Pieces belong to documents of the database only.
alter table document_chunk add column store text not null default 'DATABASE' check (store = 'DATABASE');
alter table document_chunk drop constraint document_chunk_document_id_fkey;
alter table document_chunk add foreign key (document_id, store) references document (id, store) on delete cascade;

-- Names under which an object may be without a document: noted before anything is put there, taken back by the
-- transaction that keeps the document. What a rollback or a crash leaves behind is found by its note.
create table document_object (
  id uuid primary key,
  noted_at timestamptz not null default clock_timestamp()
);

create index on document_object (noted_at);

create function note_object_left_behind() returns trigger language plpgsql as $$
begin
  insert into document_object (id) values (old.id);
  return null;
end
$$;

create trigger note_object_left_behind after delete on document
  for each row when (old.store = 'S3') execute function note_object_left_behind();
