package org.rostrum.rooms.live;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletCoreRequest;
import org.eclipse.jetty.ee11.servlet.ServletCoreResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
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
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.WebUtils;

/** The live socket's handshake, and the document that describes the socket. OpenAPI has no words for either. */
@Hidden
@RestController
class LiveController {

    private static final int INPUT_BUFFER = 1024;

    private final LiveSockets sockets;
    private final Passes passes;
    private final RoomSettings settings;
    private final BodySettings body;

    LiveController(LiveSockets sockets, Passes passes, RoomSettings settings, BodySettings body) {
        this.sockets = sockets;
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
            @Nullable Authentication authentication)
            throws IOException {
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
        boolean offered = requireSubprotocol(request);
        if (!sockets.takesAnother(pass.person())) {
            throw new Refusal(
                    Refusal.Reason.TOO_MANY,
                    "You have " + settings.socketsPerPerson() + " connections open already; close one first.");
        }
        upgrade(request, response, sockets.socket(pass, viewer), offered);
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

    /** @return whether the client named our subprotocol, and must hear it named back */
    private static boolean requireSubprotocol(HttpServletRequest request) {
        List<String> offered = Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (!offered.isEmpty() && !offered.contains(Wire.SUBPROTOCOL)) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "The subprotocol spoken here is " + Wire.SUBPROTOCOL + ".");
        }
        return !offered.isEmpty();
    }

    /**
     * As Jetty's own servlet container upgrades, but to the core session: no encoding for each client again, and a third
     * of the objects for each.
     */
    private static void upgrade(
            HttpServletRequest request, HttpServletResponse response, LiveSocket socket, boolean named)
            throws IOException {
        WebSocketMappings mappings = WebSocketMappings.getMappings(
                ServletContextHandler.getServletContextHandler(request.getServletContext()));
        WebSocketNegotiator negotiator = (upgrade, answer, callback) -> {
            if (named) {
                answer.setAcceptedSubProtocol(Wire.SUBPROTOCOL);
            }
            // permessage-deflate above all: src/docs/decisions/0004-live-sockets.md
            answer.setExtensions(List.of());
            return socket;
        };
        Request core = ServletCoreRequest.wrap(request);
        boolean upgraded;
        try (Blocker.Callback done = Blocker.callback()) {
            upgraded = mappings.upgrade(
                    negotiator, core, ServletCoreResponse.wrap(core, response, false), done, LiveController::configure);
            if (upgraded) {
                done.block();
            }
        }
        if (!upgraded) {
            response.setHeader("Sec-WebSocket-Version", "13");
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "This is not a WebSocket handshake of RFC 6455.");
        }
    }

    private static void configure(Configuration socket) {
        // The sockets' own pings and limits say more than these: frames go out whole, and what is too large coming in
        // is answered instead of cut off.
        socket.setIdleTimeout(Duration.ZERO);
        socket.setAutoFragment(true);
        socket.setMaxFrameSize(0);
        socket.setInputBufferSize(INPUT_BUFFER);
    }
}
