alter table access_token
  -- The form's own key: sent twice, it makes one token, because the second could not be shown.
  add column intent text check (length(intent) between 1 and 200),
  add column version int not null default 0;

create unique index access_token_intent on access_token (person_id, intent) where intent is not null;
