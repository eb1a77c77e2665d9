package org.rostrum.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rostrum.access.web.Routes;
import org.rostrum.access.web.Routes.Route;
import org.rostrum.access.web.Rule;
import org.rostrum.identity.AccessTokens;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Every route that is about a place, walked by everybody, against {@link TheTable}. */
@RostrumTest
class WalkTests {

    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;

    WalkTests(MockMvcTester mvc, Body body, JdbcClient jdbc) {
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
    }

    private record Door(Route route, Act act, String address) {

        boolean api() {
            return address.startsWith("/api/");
        }

        boolean changesOnesOwn() {
            return (route.pattern().contains("/messages/{message}")
                            || route.pattern().contains("/{thread}/"))
                    && act == Act.DISCUSS;
        }

        /** Whoever comes first ends it; SpeakerQueueTests has the rules. */
        boolean endsOnce() {
            return route.pattern().contains("/queue/{entry}");
        }

        /** A guest is invited to a meeting, not to its group. */
        boolean beyond(Cast person, TheTable table) {
            return person == Cast.GUS
                    && table != TheTable.PUBLIC
                    && route.pattern().contains("{group}");
        }
    }

    private static List<Door> doors(ThreePlaces.Held held) {
        List<Door> doors = new ArrayList<>();
        for (Route route :
                Stream.concat(Routes.PAGES.stream(), Routes.API.stream()).toList()) {
            if (route.rule() instanceof Rule.At(Act act)) {
                String address = route.pattern()
                        .replace("{meeting}", held.meeting().id().toString())
                        .replace("{room}", held.meeting().room().toString())
                        .replace("{thread}", held.thread())
                        .replace("{message}", Long.toString(held.message()))
                        .replace("{contribution}", held.contribution().toString())
                        .replace("{cited}", held.number())
                        .replace("{group}", held.group())
                        .replace("{version}", "1")
                        .replace("{other}", "1")
                        .replace("{number}", "0")
                        .replace("{second}", "0")
                        .replace("{base}", "0")
                        .replace("{draft}", "1")
                        .replace("{template}", "usual")
                        .replace("{signature}", held.signature().toString())
                        .replace("{reservation}", held.reservation().toString())
                        .replace("/contributions/imports/{file}", "/contributions/imports/" + held.list())
                        .replace("/mutes/{person}", "/mutes/" + Cast.IPSI.id())
                        .replaceAll("\\{[^}]+}", NewId.next().toString());
                doors.add(new Door(route, act, address));
            }
        }
        return doors;
    }

    private int knocks(Door door, @Nullable Cast person) {
        HttpMethod method = Objects.requireNonNull(door.route().method());
        var request = mvc.method(method).uri(door.address()).with(SecurityMockMvcRequestPostProcessors.csrf());
        if (person != null) {
            request = request.with(Body.signedIn(person));
        }
        var response = request.exchange().getResponse();
        String next = response.getHeader(HttpHeaders.LOCATION);
        // A form that was taken leads on to a page of the portal; only who is a stranger is led to sign in.
        return response.getStatus() == 302 && next != null && !next.contains("/sign-in") && !next.contains("/oauth2/")
                ? 200
                : response.getStatus();
    }

    @ParameterizedTest
    @EnumSource
    void everybodyGetsAsFarAsTheTableSaysAndNoFurther(TheTable table) {
        ThreePlaces.Held held = new ThreePlaces(body, jdbc, mvc).at(table);
        List<Door> doors = doors(held);
        assertThat(doors).hasSizeGreaterThan(30);
        SoftAssertions softly = new SoftAssertions();
        for (Door door : doors) {
            for (Cast person : Cast.values()) {
                int status = knocks(door, person);
                var said = softly.assertThat(status)
                        .as(
                                "%s, %s %s, %s",
                                table, door.route().method(), door.route().pattern(), person);
                if (table.able(door.act()).contains(person) && door.endsOnce()) {
                    said.isNotIn(302, 401, 403, 405).isLessThan(500);
                } else if (table.able(door.act()).contains(person) && door.changesOnesOwn()) {
                    // Whose it is decides; MessagesTests has the rules.
                    said.isNotIn(302, 401, 404, 405).isLessThan(500);
                } else if (table.able(door.act()).contains(person) && !door.beyond(person, table)) {
                    said.isNotIn(302, 401, 403, 404, 405).isLessThan(500);
                } else if (table.able(Act.READ).contains(person)
                        && person != Cast.NORA
                        && !door.beyond(person, table)) {
                    said.isEqualTo(403);
                } else {
                    // Who belongs to no member is shown the door; all others learn nothing.
                    said.isEqualTo(person == Cast.NORA ? 403 : 404);
                }
            }
            int status = knocks(door, null);
            var said = softly.assertThat(status)
                    .as(
                            "%s, %s %s, visitor",
                            table, door.route().method(), door.route().pattern());
            if (table.visitors(door.act())) {
                said.isEqualTo(200);
            } else {
                said.isEqualTo(door.api() ? 401 : 302);
            }
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void aTokenGetsAsFarAsItsScopeAndNoFurther(Scope scope) {
        ThreePlaces.Held held = new ThreePlaces(body, jdbc, mvc).at(TheTable.MEMBERS);
        Set<String> scopes = switch (scope) {
            case READ -> Set.of("read");
            case CONTRIBUTE -> Set.of("read", "contribute");
            case CHAIR -> Set.of("read", "chair");
        };
        String secret = UUID.randomUUID().toString();
        jdbc.sql("""
                        insert into access_token (id, person_id, name, token_hash, scopes, created_at)
                        values (?, ?, 'walk', ?, ?, now())""")
                .params(NewId.next(), Cast.CARLA.id(), AccessTokens.hash(secret), scopes.toArray(String[]::new))
                .update();
        SoftAssertions softly = new SoftAssertions();
        for (Door door : doors(held)) {
            if (!door.api()) {
                continue;
            }
            int status = mvc.method(Objects.requireNonNull(door.route().method()))
                    .uri(door.address())
                    .header("Authorization", "Bearer " + secret)
                    .exchange()
                    .getResponse()
                    .getStatus();
            boolean able = scopes.contains(door.act().scope().name().toLowerCase(Locale.ROOT));
            var said = softly.assertThat(status)
                    .as("%s %s with %s", door.route().method(), door.route().pattern(), scopes);
            if (able && door.changesOnesOwn()) {
                said.isNotIn(401, 404);
            } else if (able && door.endsOnce()) {
                said.isNotIn(401, 403);
            } else if (able) {
                said.isNotIn(401, 403, 404);
            } else {
                said.isEqualTo(403);
            }
        }
        softly.assertAll();
    }
}
