package org.rostrum.access.web;

import static org.rostrum.access.web.Audience.ADMITTED;
import static org.rostrum.access.web.Audience.PUBLIC;
import static org.rostrum.access.web.Audience.SIGNED_IN;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * Every route and its audience. What is not listed is refused, to everybody; a test walks all handlers and fails for one
 * that has no line here. The first line that matches decides.
 */
public final class Routes {

    /** @param method null for every method */
    public record Route(@Nullable HttpMethod method, String pattern, Audience audience) {}

    private static Route get(String pattern, Audience audience) {
        return new Route(GET, pattern, audience);
    }

    private static Route post(String pattern, Audience audience) {
        return new Route(POST, pattern, audience);
    }

    /** Pages. */
    public static final List<Route> PAGES = List.of(
            get("/css/**", PUBLIC),
            get("/js/**", PUBLIC),
            get("/v*/css/**", PUBLIC),
            get("/v*/js/**", PUBLIC),
            get("/webjars/**", PUBLIC),
            get("/favicon.svg", PUBLIC),
            get("/error", PUBLIC),
            get("/health", PUBLIC),
            get("/", PUBLIC),
            get("/schedule", PUBLIC),
            get("/events/*", PUBLIC),
            get("/groups", PUBLIC),
            get("/groups/*", PUBLIC),
            get("/specifications", PUBLIC),
            get("/specifications/*", PUBLIC),
            get("/signed-out", PUBLIC),
            get("/sign-in", PUBLIC),
            post("/zone", PUBLIC),
            get("/no-membership", SIGNED_IN),
            get("/meetings/**", ADMITTED),
            post("/meetings/**", ADMITTED),
            get("/contributions/**", ADMITTED),
            post("/contributions/**", ADMITTED));

    /** The API. The live socket's handshake is a GET. */
    public static final List<Route> API = List.of(
            get("/api/openapi.json", PUBLIC),
            get("/api/asyncapi.json", PUBLIC),
            get("/api/v1/meetings", ADMITTED),
            get("/api/v1/meetings/*/agenda", ADMITTED),
            get("/api/v1/meetings/*/agenda/versions/*", ADMITTED),
            get("/api/v1/meetings/*/agenda/draft", ADMITTED),
            new Route(PUT, "/api/v1/meetings/*/agenda/draft", ADMITTED),
            post("/api/v1/meetings/*/agenda/publications", ADMITTED),
            get("/api/v1/meetings/*/contributions", ADMITTED),
            post("/api/v1/meetings/*/contributions", ADMITTED),
            get("/api/v1/contributions/*", ADMITTED),
            post("/api/v1/contributions/*/revisions", ADMITTED),
            get("/api/v1/contributions/*/revisions/*/file", ADMITTED),
            post("/api/v1/contributions/*/withdrawal", ADMITTED),
            get("/api/v1/rooms/*/events", ADMITTED),
            get("/api/v1/rooms/*/threads", ADMITTED),
            post("/api/v1/rooms/*/messages", ADMITTED),
            get("/api/v1/live", ADMITTED));

    private Routes() {}
}
