create trigger agenda_publication_kept before truncate on agenda_publication
  for each statement execute function refuse_change();
create trigger agenda_published_item_kept before truncate on agenda_published_item
  for each statement execute function refuse_change();
create trigger room_event_kept before truncate on room_event
  for each statement execute function refuse_change();
create trigger audit_entry_kept before truncate on audit_entry
  for each statement execute function refuse_change();
