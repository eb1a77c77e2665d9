create extension if not exists btree_gist;
create extension if not exists pg_trgm;

-- Membership, delegation and office hold from an instant (inclusive) to an instant (exclusive), so that ending one takes
-- effect when it is ended and not at midnight somewhere. People enter days, which are the body's own.

alter table delegation drop constraint delegation_pkey;
alter table delegation drop constraint delegation_check;
drop index delegation_current;
alter table delegation
  add column id uuid primary key default uuidv7(),
  alter column since type timestamptz using since::timestamp at time zone 'UTC',
  alter column until type timestamptz using (until + 1)::timestamp at time zone 'UTC',
  add check (until >= since),
  -- A delegate represents exactly one organisation at a time; earlier ones stay as history.
  add constraint delegation_one_at_a_time exclude using gist (person_id with =, tstzrange(since, until) with &&);

drop index office_current;
drop index office_one_chair;
alter table office drop constraint office_check;
alter table office
  alter column since type timestamptz using since::timestamp at time zone 'UTC',
  alter column until type timestamptz using (until + 1)::timestamp at time zone 'UTC',
  add check (until >= since),
  -- The provider whose claims gave it, and which takes it away again; null for an appointment made here.
  add column source text,
  add constraint office_once_at_a_time
    exclude using gist (group_id with =, person_id with =, role with =, tstzrange(since, until) with &&),
  add constraint office_one_chair
    exclude using gist (group_id with =, tstzrange(since, until) with &&) where (role = 'CHAIR');
create index office_group on office (group_id, since);

create table membership (
  id uuid primary key default uuidv7(),
  organization_id uuid not null references organization,
  level_code text not null references membership_level,
  standing text not null check (standing in ('ACTIVE', 'SUSPENDED', 'LEFT')),
  since timestamptz not null,
  until timestamptz,
  reason text,
  check (until >= since),
  constraint membership_one_at_a_time
    exclude using gist (organization_id with =, tstzrange(since, until) with &&)
);

create index membership_level_code on membership (level_code);

insert into membership (organization_id, level_code, standing, since)
select id, level_code, standing, timestamptz '2002-06-01 00:00+00' from organization;

alter table organization
  drop column level_code,
  drop column standing,
  add column version int not null default 0;

create index organization_search on organization using gin (lower(name) gin_trgm_ops);

-- A verified domain lets in whoever the provider vouches for with an address there.
create table organization_domain (
  domain text primary key check (domain = lower(domain) and domain ~ '^[a-z0-9-]+(\.[a-z0-9-]+)+$'),
  organization_id uuid not null references organization,
  verified_at timestamptz
);

create index organization_domain_organization on organization_domain (organization_id);

alter table person
  add column deactivated_at timestamptz,
  add column version int not null default 0;

create index person_search on person using gin (lower(name || ' ' || email) gin_trgm_ops);
create index person_name on person (lower(name), id);

-- What a level may be entitled to. The codes are the code's; which level has which right is data.
create table member_right (
  code text primary key,
  description text not null unique,
  position smallint not null unique
);

insert into member_right (code, description, position) values
  ('CHAIR_ELECTION', 'Eligible for working group chair election', 1),
  ('VICE_CHAIR_ELECTION', 'Eligible for working group vice-chair election', 2),
  ('WORK_ITEM_PROPOSAL', 'Propose and vote on new work items', 3),
  ('WORK_ITEM_SUPPORT', 'Counted towards minimum support quorum of a work item', 4),
  ('FORMAL_VOTE', 'Vote on a formal technical vote', 5),
  ('CONSENSUS', 'Participate in consensus polls (R&A: review and approval)', 6),
  ('PORTAL', 'Access to member portal (documents, calendar, mailing lists, voting)', 7),
  ('DRAFTS', 'Access to pre-publication drafts', 8),
  ('GROUP_MEETINGS', 'Attend working group meetings (F2F, conference calls, interim, hybrid)', 9),
  ('SPECIAL_EVENTS', 'Attend special events, seminars, TestFests', 10),
  ('PLENARY', 'Attend general plenary', 11),
  ('TECHNICAL_APPEAL', 'May appeal on technical issues', 12),
  ('PROCEDURAL_APPEAL', 'May appeal on procedural issues', 13);

drop table membership_right;
create table membership_right (
  level_code text not null references membership_level on update cascade on delete cascade,
  right_code text not null references member_right,
  -- WHEN_CHAIR: no, but yes for those who chair the group concerned.
  extent text not null check (extent in ('NO', 'YES', 'WHEN_CHAIR')),
  note text not null default '',
  primary key (level_code, right_code)
);

alter table membership_level
  add column version int not null default 0;

alter table working_group
  add column closed_at timestamptz,
  add column version int not null default 0;

create index working_group_parent on working_group (parent_id);

-- A group that is above itself would be above nobody, and every walk up the tree would go on for ever.
create function refuse_group_cycle() returns trigger language plpgsql as $$
begin
  -- Two moves at once, each harmless, could close a circle together.
  perform pg_advisory_xact_lock(hashtext('working_group.parent_id'));
  if exists (
    with recursive above (id) as (
      select new.parent_id
      union
      select g.parent_id from working_group g join above a on g.id = a.id where g.parent_id is not null
    )
    select 1 from above where id = new.id
  ) then
    raise exception 'a group cannot report to itself' using errcode = 'check_violation',
      constraint = 'working_group_no_cycle';
  end if;
  return new;
end $$;

create trigger working_group_no_cycle before insert or update of parent_id on working_group
  for each row when (new.parent_id is not null) execute function refuse_group_cycle();

-- What holds at this moment.
create view current_membership as
  select organization_id, level_code, standing, since from membership
   where since <= now() and (until is null or until > now());
create view current_delegation as
  select person_id, organization_id, since from delegation
   where since <= now() and (until is null or until > now());
create view current_office as
  select id, group_id, person_id, role, since, until from office
   where since <= now() and (until is null or until > now());
