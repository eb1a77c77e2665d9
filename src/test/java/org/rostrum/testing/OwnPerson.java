package org.rostrum.testing;

import java.util.UUID;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.OidcLoginRequestPostProcessor;

/** A person of one test only, whom it may change for good. */
public record OwnPerson(UUID id, String name, String subject) {

    /** Somebody who represents nobody, signed in as {@link #subject}. */
    public static OwnPerson known(JdbcClient jdbc) {
        UUID id = NewId.next();
        String subject = "own-person-" + id;
        OwnPerson person = new OwnPerson(id, "Nick Newcome " + id.toString().substring(24), subject);
        jdbc.sql("insert into person (id, name, email, sample) values (?, ?, ?, true)")
                .params(id, person.name(), subject + "@rostrum.example")
                .update();
        jdbc.sql("""
                        insert into login (issuer, subject, person_id, first_at, last_at) values (?, ?, ?, now(), now())""").params(Body.ISSUER, subject, id).update();
        return person;
    }

    /** A delegate of a member. */
    public static OwnPerson of(Cast.Company company, JdbcClient jdbc) {
        OwnPerson person = known(jdbc);
        jdbc.sql("insert into delegation (person_id, organization_id, since) values (?, ?, date '2021-01-01')")
                .params(person.id(), company.id())
                .update();
        return person;
    }

    public OwnPerson andStaff(JdbcClient jdbc) {
        jdbc.sql("update person set staff = true where id = ?").param(id).update();
        return this;
    }

    public PersonId person() {
        return new PersonId(id);
    }

    /** As a MockMvc request sees it. */
    public OidcLoginRequestPostProcessor signedIn() {
        return SecurityMockMvcRequestPostProcessors.oidcLogin()
                .idToken(token -> token.issuer(Body.ISSUER).subject(subject).claim("name", name));
    }
}
