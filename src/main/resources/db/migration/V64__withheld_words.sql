-- Where else the words of a message stand: in the events that say them anew, and in those of messages that quote it.
create index room_event_reworded on room_event (room_id, ((event::jsonb #>> '{data,message}')))
  where type in ('message.edited', 'message.shown');

create index message_quoting on message (room_id, quotes) where quotes is not null;
