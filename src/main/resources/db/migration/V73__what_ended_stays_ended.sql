-- The latest moment at which a change of what holds took effect, in microseconds. A sequence, because nobody waits for
-- anybody to move it, and because it stays where it is when a transaction is given up.
create sequence change_in_effect minvalue 0 start 0;

-- Now, as far as rights go. A clock that is set back does not bring back what has ended since, nor take what has begun.
create function holding_now() returns timestamptz language sql stable as $$
  select greatest(now(), timestamptz 'epoch' + (select last_value from change_in_effect) * interval '1 microsecond')
$$;

create function change_takes_effect() returns trigger language plpgsql as $$
declare
  latest bigint;
begin
  select (extract(epoch from max(moment)) * 1000000)::bigint into latest
    from (values (new.since), (new.until)) change (moment) where moment <= clock_timestamp();
  if latest > (select last_value from change_in_effect) then
    perform setval('change_in_effect', latest);
  end if;
  return null;
end $$;

create trigger membership_takes_effect after insert or update of since, until on membership
  for each row execute function change_takes_effect();
create trigger delegation_takes_effect after insert or update of since, until on delegation
  for each row execute function change_takes_effect();
create trigger office_takes_effect after insert or update of since, until on office
  for each row execute function change_takes_effect();

create or replace view current_membership as
  select organization_id, level_code, standing, since from membership
   where since <= (select holding_now()) and (until is null or until > (select holding_now()));
create or replace view current_delegation as
  select person_id, organization_id, since from delegation
   where since <= (select holding_now()) and (until is null or until > (select holding_now()));
create or replace view current_office as
  select id, group_id, person_id, role, since, until from office
   where since <= (select holding_now()) and (until is null or until > (select holding_now()));
