-- Organisations that sign a contribution as further sources, or support a work item: asked, and each answers for itself.
create table signature (
  id uuid primary key,
  contribution_id uuid not null,
  contribution_type text not null,
  kind text not null check (kind in ('SOURCE', 'SUPPORT')),
  organization_id uuid not null references organization,
  -- Who of it was told; null for all of its delegates.
  delegate_id uuid references person,
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  state text not null check (state in ('ASKED', 'SIGNED', 'DECLINED', 'TAKEN_BACK', 'WITHDRAWN')),
  signed_at timestamptz,
  settled_by uuid references person,
  settled_at timestamptz,
  word text check (length(word) between 1 and 1000),
  version int not null default 0,
  foreign key (contribution_id, contribution_type) references contribution (id, type),
  check (kind <> 'SUPPORT' or contribution_type = 'WID'),
  check ((state = 'ASKED') = (settled_at is null)),
  check ((settled_at is null) = (settled_by is null)),
  check ((state in ('SIGNED', 'TAKEN_BACK')) = (signed_at is not null)),
  check (word is null or settled_at is not null)
);

-- Asked once at a time; who declined or took it back may be asked again.
create unique index signature_open on signature (contribution_id, kind, organization_id)
  where state in ('ASKED', 'SIGNED');
create index signature_contribution on signature (contribution_id, asked_at);
create index signature_waiting on signature (organization_id, asked_at) where state = 'ASKED';

-- What of the source its author named, where organisations have signed it too; null where the source is all of it.
alter table contribution add column named_source text check (length(named_source) > 0);

alter table specification
  add constraint specification_status check (status in ('Draft', 'Candidate', 'Approved')),
  -- The name without version, day and state: what all versions of a document share.
  add column document_name text not null generated always as
    (regexp_replace(file_name, '(-V[0-9]+(_[0-9]+)*)?(-[0-9]{6,8})?(-[A-Za-z])?([.][A-Za-z0-9]+)?$', '')) stored,
  -- Counts changes of the row; "version" is the document's.
  add column edition int not null default 0;

create index specification_document on specification (document_name);
create index specification_also_listed on specification using gin (also_listed);

drop index contribution_specification;
create index contribution_specification on contribution (specification_id, reserved_at desc)
  where specification_id is not null;

alter table import drop constraint import_kind_check;
alter table import add constraint import_kind_check
  check (kind in ('ORGANIZATIONS', 'PEOPLE', 'GROUPS', 'OFFICE_HOLDERS', 'SPECIFICATIONS'));
