-- The log is read by its time, the latest first, for whatever is asked: each index ends in that order.
drop index audit_entry_person;
drop index audit_entry_subject;
drop index audit_entry_on_behalf_of;
create index audit_entry_at on audit_entry (at, id);
create index audit_entry_person on audit_entry (person_id, at, id);
create index audit_entry_on_behalf_of on audit_entry (on_behalf_of, at, id) where on_behalf_of is not null;
create index audit_entry_action on audit_entry (action, at, id);
create index audit_entry_type on audit_entry (subject_type, at, id);
create index audit_entry_subject on audit_entry (subject_id, at, id);
create index audit_entry_text on audit_entry
  using gin ((coalesce(before::text, '') || ' ' || coalesce(after::text, '')) gin_trgm_ops);
