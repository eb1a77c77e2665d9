-- Whether others in a room are told while somebody writes; each decides for themselves.
alter table person add column shows_writing boolean not null default true;
