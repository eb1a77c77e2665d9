-- A break is no item of business and has no number; what is internal is for the officers only, also once published.
alter table agenda_draft_item add column kind text not null default 'NORMAL'
  check (kind in ('NORMAL', 'BREAK', 'INTERNAL'));

alter table agenda_published_item alter column number drop not null;
alter table agenda_published_item add column kind text not null default 'NORMAL'
  check (kind in ('NORMAL', 'BREAK', 'INTERNAL'));
alter table agenda_published_item add check ((kind = 'BREAK') = (number is null));
