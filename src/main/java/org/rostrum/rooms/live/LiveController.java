package org.rostrum.rooms.live;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Pass;
import org.rostrum.access.Passes;
import org.rostrum.access.Viewer;
import org.rostrum.rooms.RoomSettings;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.Refusal;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.util.WebUtils;

/** The live socket's handshake, and the document that describes the socket. OpenAPI has no words for either. */
@Hidden
@RestController
class LiveController {

    private final LiveSockets sockets;
    private final LiveHandshake handshake;
    private final Passes passes;
    private final RoomSettings settings;
    private final BodySettings body;

    LiveController(
            LiveSockets sockets, LiveHandshake handshake, Passes passes, RoomSettings settings, BodySettings body) {
        this.sockets = sockets;
        this.handshake = handshake;
        this.passes = passes;
        this.settings = settings;
        this.body = body;
    }

    @GetMapping(path = "/api/asyncapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource description() {
        return new ClassPathResource("asyncapi.json");
    }

    @GetMapping("/api/v1/live")
    void live(
            HttpServletRequest request,
            HttpServletResponse response,
            Viewer viewer,
            @Nullable Authentication authentication) {
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            response.setHeader(HttpHeaders.UPGRADE, "websocket");
            throw new ResponseStatusException(HttpStatus.UPGRADE_REQUIRED, "This address speaks WebSocket only.");
        }
        if (!sockets.isRunning()) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "The portal restarts; come back.");
        }
        HttpSession session = request.getSession(false);
        Pass pass = passes.of(authentication, viewer, session == null ? null : session.getId());
        requireKnownOrigin(request, pass);
        requireSubprotocol(request);
        if (!sockets.takesAnother(pass.person())) {
            throw new Refusal(
                    Refusal.Reason.TOO_MANY,
                    "You have " + settings.socketsPerPerson() + " connections open already; close one first.");
        }
        upgrade(request, response, sockets.socket(pass, viewer));
    }

    /**
     * Browsers send the session's cookie along from any page, and no CSRF token: only the origin tells our page from a
     * foreign one. A program sends none, and must not live on a cookie.
     */
    private void requireKnownOrigin(HttpServletRequest request, Pass pass) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean known = origin == null
                ? pass.kind() == Pass.Kind.TOKEN
                : settings.allowedOrigins().contains(origin)
                        || origin.equals(publicOrigin())
                        || WebUtils.isSameOrigin(new ServletServerHttpRequest(request));
        if (!known) {
            throw Refusal.forbidden(
                    origin == null
                            ? "A program connects with a personal access token; a page sends its origin."
                            : "Pages of " + origin + " may not connect here.");
        }
    }

    private @Nullable String publicOrigin() {
        if (body.publicUrl() == null) {
            return null;
        }
        URI url = URI.create(body.publicUrl());
        return url.getScheme() + "://" + url.getAuthority();
    }

    private static void requireSubprotocol(HttpServletRequest request) {
        List<String> offered =
                Collections.list(request.getHeaders(WebSocketHttpHeaders.SEC_WEBSOCKET_PROTOCOL)).stream()
                        .flatMap(header -> Arrays.stream(header.split(",")))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (!offered.isEmpty() && !offered.contains(Wire.SUBPROTOCOL)) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "The subprotocol spoken here is " + Wire.SUBPROTOCOL + ".");
        }
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, LiveSocket socket) {
        var answer = new ServletServerHttpResponse(response);
        var plain = new ServletServerHttpRequest(new WithoutExtensions(request));
        if (!handshake.doHandshake(plain, answer, socket, Map.of())) {
            // Its headers stay, its text gives way to ours.
            answer.close();
            response.resetBuffer();
            throw new ResponseStatusException(
                    HttpStatusCode.valueOf(response.getStatus()), "This is not a WebSocket handshake of RFC 6455.");
        }
    }

    /**
     * Jetty agrees to every extension it knows, whatever Spring chose, and permessage-deflate is too dear
     * (src/docs/decisions/0004-live-sockets.md). So neither hears the offer.
     */
    private static final class WithoutExtensions extends HttpServletRequestWrapper {

        WithoutExtensions(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return offersExtensions(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return offersExtensions(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = Collections.list(super.getHeaderNames());
            names.removeIf(WithoutExtensions::offersExtensions);
            return Collections.enumeration(names);
        }

        private static boolean offersExtensions(String header) {
            return header.equalsIgnoreCase(WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS);
        }
    }
}
