-- Between two formal revisions, drafts circulate in the room: by any delegate, numbered by the server in the order in
-- which they came. One of them may become the next revision, which is then the very same file.
alter table revision add unique (contribution_id, number, document_id);

create table draft_iteration (
  contribution_id uuid not null,
  base_revision int not null,
  number int not null check (number between 1 and 99),
  document_id uuid not null references document,
  note text not null check (length(note) <= 2000),
  uploaded_by uuid not null references person,
  organization_id uuid references organization,
  uploaded_at timestamptz not null,
  intent text check (length(intent) between 1 and 200),
  submitted_as int,
  primary key (contribution_id, base_revision, number),
  foreign key (contribution_id, base_revision) references revision (contribution_id, number),
  foreign key (contribution_id, submitted_as, document_id) references revision (contribution_id, number, document_id),
  check (submitted_as = base_revision + 1)
);

create unique index draft_iteration_submitted on draft_iteration (contribution_id, submitted_as)
  where submitted_as is not null;
create unique index draft_iteration_intent on draft_iteration (uploaded_by, contribution_id, intent)
  where intent is not null;
create index draft_iteration_document on draft_iteration (document_id);
