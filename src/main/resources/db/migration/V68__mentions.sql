-- Whom a message has named, in whichever of its versions: each of them is told once. What it cites is found by the numbers
-- in its text, in the rights of who reads it.
alter table message_mention drop column contribution_id;
alter table message_mention alter person_id set not null;
drop index message_mention_person;
alter table message_mention add primary key (message_id, person_id);
drop index message_mentioned_person;
create index message_mentioned_person on message_mention (person_id);
