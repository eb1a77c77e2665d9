package org.rostrum.exactness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
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

    private static final Duration PATIENCE = Duration.ofMinutes(1);

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

    /** What can be taken from somebody. */
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

    /** Has it taken away as people do it, on the portal's own pages; what did not happen is tried again on the next node. */
    void loses(Right right, Portal portal, int firstNode) {
        BrowserSession signedIn = session == null && right == Right.PASS
                ? portal.surely(() -> BrowserSession.of(portal.sessions, id.toString()))
                : session;
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (int node = firstNode; ; node++) {
            int status = switch (right) {
                case PASS ->
                    portal.posts(
                            node,
                            Objects.requireNonNull(signedIn),
                            session == null ? "/me/tokens/" + id + "/revocation" : "/logout");
                case DELEGATION -> portal.posts(node, portal.session(Cast.ADA), "/staff/people/" + id + "/leaving");
                case ACCOUNT -> portal.posts(node, portal.session(Cast.ADA), "/staff/people/" + id + "/deactivation");
                case OFFICE ->
                    portal.posts(node, portal.session(Cast.VICTOR), "/groups/CITY/roles/endings?office=" + id);
            };
            if (status == 302 || isGone(right, portal)) {
                return;
            }
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException(
                        right + " of " + id + " could not be taken, the last answer was " + status);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private boolean isGone(Right right, Portal portal) {
        String sql = switch (right) {
            case PASS ->
                session == null
                        ? "select count(*) = 0 from access_token where person_id = ? and revoked_at is null"
                        : "select count(*) = 0 from spring_session where session_id = ?";
            case DELEGATION -> "select count(*) = 0 from delegation where person_id = ? and until is null";
            case ACCOUNT -> "select count(*) = 0 from person where id = ? and deactivated_at is null";
            case OFFICE -> "select count(*) = 0 from office where person_id = ? and until is null";
        };
        Object whom = right == Right.PASS && session != null ? session.id() : id;
        return portal.surely(
                () -> portal.jdbc.sql(sql).param(whom).query(Boolean.class).single());
    }
}
