package org.rostrum.exactness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.identity.AccessTokens;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.BrowserSession;
import org.rostrum.testing.Cast;

/**
 * Somebody of one run, in whose name one client acts.
 *
 * @param insider whether the closed group's room is open to them
 * @param session null for a program, which comes in with a token
 */
record Person(UUID id, boolean insider, @Nullable BrowserSession session) {

    static Person joins(Portal portal, boolean insider, boolean byBrowser) {
        UUID id = NewId.next();
        String name = "Random Walker " + id.toString().substring(24);
        portal.surely(() -> {
            portal.jdbc
                    .sql("insert into person (id, name, email, sample) values (?, ?, ?, true) on conflict do nothing")
                    .params(id, name, id + "@rostrum.example")
                    .update();
            portal.jdbc.sql("""
                            insert into login (issuer, subject, person_id, first_at, last_at)
                            values (?, ?, ?, now(), now()) on conflict do nothing""").params(Body.ISSUER, id.toString(), id).update();
            portal.jdbc
                    .sql("""
                            insert into access_token (id, person_id, name, token_hash, scopes, created_at)
                            values (?, ?, 'exactness', ?, array['read', 'contribute'], now())
                            on conflict do nothing""")
                    .params(id, id, AccessTokens.hash(id.toString()))
                    .update();
            portal.jdbc.sql("""
                            insert into delegation (person_id, organization_id, since) values (?, ?, date '2021-01-01')
                            on conflict do nothing""").params(id, Cast.Company.LOREM.id()).update();
            if (insider) {
                portal.jdbc.sql("""
                                insert into office (id, group_id, person_id, role, since)
                                values (?, ?, ?, 'PARTICIPANT', date '2021-01-01') on conflict do nothing""").params(id, Body.CITY, id).update();
            }
            return id;
        });
        BrowserSession session =
                byBrowser ? portal.surely(() -> BrowserSession.of(portal.sessions, id.toString())) : null;
        return new Person(id, insider, session);
    }

    Map<String, String> headers(int port) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "localhost:" + port);
        if (session == null) {
            headers.put("Authorization", "Bearer " + id);
        } else {
            headers.put("Cookie", session.cookieHeader());
            headers.put("X-CSRF-TOKEN", session.csrf());
            headers.put("Origin", "http://localhost:" + port);
        }
        return headers;
    }

    /** What an operator can take from somebody. */
    enum Right {
        /** The token or the session they came in with. */
        PASS,
        DELEGATION,
        ACCOUNT,
        /** The closed group's room, and nothing else. */
        OFFICE
    }

    /** Which of these they have. */
    List<Right> rights() {
        List<Right> rights = new ArrayList<>(List.of(Right.PASS, Right.DELEGATION, Right.ACCOUNT));
        if (insider) {
            rights.add(Right.OFFICE);
        }
        return rights;
    }

    /** Takes it away as the portal's own services do: the notice goes out with the commit. */
    void loses(Right right, Portal portal) {
        portal.surely(() -> {
            switch (right) {
                case PASS -> {
                    if (session == null) {
                        change(portal, "update access_token set revoked_at = now() where person_id = ?", id);
                    } else {
                        change(portal, "delete from spring_session where session_id = ?", session.id());
                    }
                }
                case DELEGATION -> change(portal, "update delegation set until = now() where person_id = ?", id);
                case ACCOUNT -> change(portal, "update person set deactivated_at = now() where id = ?", id);
                case OFFICE -> change(portal, "update office set until = now() where person_id = ?", id);
            }
            return portal.jdbc
                    .sql("select pg_notify('rostrum_access', ?::text)")
                    .param(id.toString())
                    .query((row, n) -> "")
                    .single();
        });
    }

    private static void change(Portal portal, String sql, Object whom) {
        portal.jdbc.sql(sql).param(whom).update();
    }
}
