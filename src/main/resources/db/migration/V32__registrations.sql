-- Registration for an event, one form for a week: the event itself and what is held within it are its parts.
create table registration_setup (
  event_id uuid primary key references event,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  -- Until when somebody who registered may change their answers; withdrawing is possible until the event is over.
  change_until timestamptz not null,
  note text not null default '' check (length(note) <= 5000),
  version int not null default 0,
  check (closes_at > opens_at),
  check (change_until >= closes_at)
);

-- What one may register for. Capacities count people who have a place; null is as many as come.
create table registration_part (
  event_id uuid not null references registration_setup (event_id) on delete cascade,
  -- The event itself, or one within it.
  part_id uuid not null references event,
  in_person boolean not null default true,
  remote boolean not null default true,
  in_person_capacity int check (in_person_capacity between 0 and 100000),
  remote_capacity int check (remote_capacity between 0 and 100000),
  primary key (event_id, part_id),
  check (in_person or remote)
);

create index registration_part_part on registration_part (part_id);

create table registration_question (
  id uuid primary key,
  event_id uuid not null references registration_setup (event_id) on delete cascade,
  position int not null check (position >= 0),
  label text not null check (length(label) between 1 and 300),
  hint text not null default '' check (length(hint) <= 500),
  kind text not null check (kind in ('LINE', 'TEXT', 'CHOICE', 'YES_NO')),
  options text[] not null default '{}',
  required boolean not null default false,
  -- Only asked of those who come in person.
  in_person_only boolean not null default false,
  -- Answers stay when a question is no longer asked.
  retired boolean not null default false,
  unique (event_id, id),
  check ((kind = 'CHOICE') = (cardinality(options) > 0))
);

create table registration (
  id uuid primary key,
  event_id uuid not null references registration_setup (event_id),
  person_id uuid not null references person,
  organization_id uuid references organization,
  -- On the badge and in the QR code: letters and digits that nobody takes for one another.
  code text not null unique check (code ~ '^[2-9A-HJ-NP-Z]{10}$'),
  -- Whether their name may stand in the list that other participants read.
  listed boolean not null,
  registered_at timestamptz not null,
  changed_at timestamptz not null,
  withdrawn_at timestamptz,
  version int not null default 0,
  unique (event_id, person_id),
  unique (event_id, id)
);

create index registration_person on registration (person_id);

create table registration_choice (
  registration_id uuid not null references registration,
  event_id uuid not null,
  part_id uuid not null,
  mode text not null check (mode in ('IN_PERSON', 'REMOTE')),
  place text not null check (place in ('CONFIRMED', 'WAITING')),
  -- The order of the waiting list.
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  primary key (registration_id, part_id),
  foreign key (event_id, registration_id) references registration (event_id, id),
  foreign key (event_id, part_id) references registration_part (event_id, part_id),
  check ((place = 'CONFIRMED') = (confirmed_at is not null))
);

create index registration_choice_part on registration_choice (part_id, mode, place, asked_at);

-- The service asks under the part's lock; this stands behind it, for whoever does not.
create function refuse_more_than_fit() returns trigger language plpgsql as $$
declare
  fit int;
begin
  if new.place <> 'CONFIRMED' then
    return new;
  end if;
  select case new.mode when 'IN_PERSON' then in_person_capacity else remote_capacity end into fit
    from registration_part where event_id = new.event_id and part_id = new.part_id for update;
  if fit is not null and (
      select count(*) from registration_choice c
       where c.event_id = new.event_id and c.part_id = new.part_id and c.mode = new.mode and c.place = 'CONFIRMED'
         and c.registration_id <> new.registration_id) >= fit then
    raise exception 'no place is left' using errcode = 'check_violation', constraint = 'registration_choice_fits';
  end if;
  return new;
end $$;

create trigger registration_choice_fits before insert or update of mode, place on registration_choice
  for each row execute function refuse_more_than_fit();

create table registration_answer (
  registration_id uuid not null references registration,
  event_id uuid not null,
  question_id uuid not null,
  answer text not null check (length(answer) between 1 and 5000),
  primary key (registration_id, question_id),
  foreign key (event_id, registration_id) references registration (event_id, id),
  foreign key (event_id, question_id) references registration_question (event_id, id)
);

create index registration_answer_question on registration_answer (question_id);

-- The meetings that somebody on the waiting list wants to attend: it becomes their participation with their place.
create table registration_wish (
  registration_id uuid not null references registration,
  meeting_id uuid not null references meeting,
  primary key (registration_id, meeting_id)
);

create index registration_wish_meeting on registration_wish (meeting_id);

alter table invitation
  add column organization text check (length(organization) between 1 and 200),
  add column reason text check (length(reason) between 1 and 1000);
create index invitation_invited_by on invitation (invited_by);
