-- What somebody is told: once in the portal, once by mail.
create table notice (
  id uuid primary key,
  person_id uuid not null references person,
  -- What it is about, as code: timetable.changed, registration.confirmed.
  type text not null check (type ~ '^[a-z-]+\.[a-z-]+$'),
  title text not null check (length(title) between 1 and 300),
  text text not null check (length(text) <= 10000),
  -- A path of this portal; what begins with two slashes would lead to another host.
  path text not null check (path ~ '^/([^/\\]|$)' and length(path) <= 500),
  told_at timestamptz not null,
  read_at timestamptz
);

create index notice_person on notice (person_id, told_at desc, id desc);
create index notice_unread on notice (person_id) where read_at is null;

-- Who wants to be told in the portal only.
create table no_mail (
  person_id uuid primary key references person,
  since timestamptz not null
);

-- Mail waits here until the server has taken it: written with the change that it tells of, sent after its commit.
create table mail (
  id uuid primary key,
  -- All who are told the same share what is attached to it.
  news_id uuid not null,
  person_id uuid not null references person,
  recipient text not null check (recipient like '%_@_%'),
  subject text not null check (length(subject) between 1 and 300),
  text text not null check (length(text) <= 10000),
  path text not null check (path ~ '^/([^/\\]|$)' and length(path) <= 500),
  queued_at timestamptz not null,
  next_try_at timestamptz not null,
  try_until timestamptz not null,
  tries int not null default 0 check (tries >= 0),
  last_error text check (length(last_error) <= 1000),
  sent_at timestamptz,
  given_up_at timestamptz,
  check (sent_at is null or given_up_at is null)
);

create index mail_due on mail (next_try_at, id) where sent_at is null and given_up_at is null;
create index mail_sent on mail (sent_at) where sent_at is not null;
create index mail_given_up on mail (given_up_at) where given_up_at is not null;
create index mail_person on mail (person_id);
create index mail_news on mail (news_id);

create table mail_attachment (
  news_id uuid not null,
  position smallint not null check (position >= 0),
  name text not null check (length(name) between 1 and 200),
  media_type text not null check (length(media_type) between 3 and 100),
  content bytea not null,
  primary key (news_id, position)
);
