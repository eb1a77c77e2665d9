package org.rostrum.organizations;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whether others are told while somebody writes. They do unless the person themselves chose otherwise. */
@Service
public class ShownWriting {

    private final JdbcClient jdbc;

    ShownWriting(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public boolean of(PersonId person) {
        return jdbc.sql("select shows_writing from person where id = ?")
                .param(person.value())
                .query(Boolean.class)
                .single();
    }

    /** Holds for what they write from now on. */
    @Transactional
    public void choose(PersonId person, boolean shown) {
        jdbc.sql("update person set shows_writing = ? where id = ?")
                .params(shown, person.value())
                .update();
    }
}
