-- What was asked under a key, so that a retry is told from another request sent under the same key.
alter table contribution
  add column intent_digest text check (length(intent_digest) = 64),
  add check (intent_digest is null or intent is not null);

alter table revision add column intent text check (length(intent) between 1 and 200);

create unique index revision_intent on revision (contribution_id, intent) where intent is not null;

-- Eight documents of the registry are listed under two enablers each; they are one document all the same.
alter table specification add column also_listed text[] not null default '{}';

create index specification_status on specification (status);
