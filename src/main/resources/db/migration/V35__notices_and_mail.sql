-- What somebody is told: once in the portal, once by mail.
create table notice (
  id uuid primary key,
  person_id uuid not null references person,
  -- What it is about, as code: timetable.changed, registration.confirmed.
  type text not null check (type ~ '^[a-z-]+\.[a-z-]+$'),
  title text not null check (length(title) between 1 and 300),
  text text not null check (length(text) <= 10000),
  -- A path of this portal.
  path text not null check (path ~ '^/' and length(path) <= 500),
  told_at timestamptz not null,
  read_at timestamptz
);

create index notice_person on notice (person_id, told_at desc, id);
create index notice_unread on notice (person_id) where read_at is null;

-- Mail waits here until the server has taken it: written with the change that it tells of, sent after its commit.
create table mail (
  id uuid primary key,
  person_id uuid references person,
  recipient text not null check (recipient like '%_@_%'),
  subject text not null check (length(subject) between 1 and 300),
  text text not null,
  queued_at timestamptz not null,
  next_try_at timestamptz not null,
  tries int not null default 0 check (tries >= 0),
  last_error text,
  sent_at timestamptz,
  given_up_at timestamptz,
  check (sent_at is null or given_up_at is null)
);

create index mail_due on mail (next_try_at) where sent_at is null and given_up_at is null;
create index mail_person on mail (person_id);
