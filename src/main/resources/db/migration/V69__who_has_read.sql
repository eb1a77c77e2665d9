-- Who has read a message is asked for on its page: by the thread, not by the person.
create index thread_reading_thread on thread_reading (thread_id);
