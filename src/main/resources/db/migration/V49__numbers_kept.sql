-- A number stays what it was when it was given, whatever prefix or scheme are set later: people have cited it.
alter table contribution add column number text;

update contribution c
   set number = '${prefix}-' || g.code || '-' || c.year || '-' || lpad(c.serial::text, greatest(4, length(c.serial::text)), '0')
  from working_group g
 where g.id = c.group_id;

alter table contribution alter column number set not null;
alter table contribution add check (number ~ '^[A-Za-z0-9]([A-Za-z0-9_.-]*[-_.0-9])?[0-9]+$' and length(number) <= 150);
-- Addresses are read in capitals or small letters, so no two differ in that only.
create unique index contribution_number on contribution (upper(number));

-- Those that were reserved in one go, consecutive: the first of them keeps the client's intent.
alter table contribution add column reservation_id uuid;
create unique index contribution_reserved_together on contribution (reservation_id, serial)
  where reservation_id is not null;

-- What was given and what was settled stays: a number, and when it came and whether that was late.
create function keep_what_was_settled() returns trigger language plpgsql as $$
begin
  if new.number <> old.number or new.group_id <> old.group_id or new.year <> old.year or new.serial <> old.serial then
    raise exception 'a number is given once' using errcode = 'check_violation',
      constraint = 'contribution_number_kept';
  end if;
  if old.submitted_at is not null
     and (new.submitted_at is distinct from old.submitted_at or new.late <> old.late) then
    raise exception 'whether it came late was settled when it came' using errcode = 'check_violation',
      constraint = 'contribution_late_kept';
  end if;
  return new;
end $$;

create trigger contribution_settled before update on contribution
  for each row execute function keep_what_was_settled();

-- What a newly called meeting takes from its group; the meeting may differ.
alter table working_group add column late_policy text not null default 'ACCEPT'
  check (late_policy in ('ACCEPT', 'REFUSE', 'PASS'));

-- Whose author was told that the deadline is near and there is no file yet: once each, whichever node came first.
create table deadline_notice (
  contribution_id uuid primary key references contribution,
  told_at timestamptz not null
);

create index meeting_deadline on meeting (contribution_deadline) where status = 'SCHEDULED';
