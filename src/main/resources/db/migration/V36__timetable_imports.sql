-- A calendar or table that staff looked at before taking it into a timetable's draft. Kept as it came.
create table timetable_import (
  id uuid primary key,
  event_id uuid not null references event,
  format text not null check (format in ('CSV', 'ICALENDAR')),
  file_name text not null check (length(file_name) between 1 and 200),
  content text not null,
  -- Whether the file is the whole timetable: then what is not in it is cancelled.
  whole boolean not null default false,
  -- Who sees the sessions that are new; null for the usual.
  visibility text check (visibility in ('PUBLIC', 'MEMBERS', 'GROUP')),
  uploaded_by uuid not null references person,
  uploaded_at timestamptz not null default now(),
  applied_by uuid references person,
  applied_at timestamptz,
  check ((applied_at is null) = (applied_by is null))
);

create index timetable_import_event on timetable_import (event_id, uploaded_at desc);
