-- The current schedule begins with what has not ended yet and goes back by the day on which things ended.
create index event_ends on event (ends_on desc, id);
