-- Whoever's session ends is told to all nodes in the very transaction that ends it, whoever ends it: the person, the
-- provider, the staff, time, an operator by hand. A word of its own afterwards could be lost, and the next attempt
-- would find nothing left to end.
create index login_subject on login (subject);

create function session_over() returns trigger language plpgsql as $$
begin
  -- The channel is AccessNotices'. Who has the same subject at another provider is asked again for nothing.
  perform pg_notify('rostrum_access', person_id::text) from login where subject = old.principal_name;
  return null;
end $$;

create trigger session_over after delete on spring_session
  for each row when (old.principal_name is not null) execute function session_over();

-- A session that goes on under another id is over for whoever came in by the old one.
create trigger session_changes_hands after update of session_id, principal_name on spring_session
  for each row when (old.principal_name is not null
                     and (old.session_id <> new.session_id or old.principal_name is distinct from new.principal_name))
  execute function session_over();
