package org.rostrum.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser as far as signing in needs one: cookies, and redirects one at a time or to their end. */
public class TestBrowser {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");
    private static final int HOPS = 10;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final URI portal;

    public TestBrowser(int port) {
        this.portal = URI.create("http://localhost:" + port);
    }

    /** One page, or one redirect. */
    public record Answer(URI address, int status, String body, Optional<URI> next, HttpResponse<String> response) {

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** A parameter of the address it redirects to. */
        public String sends(String parameter) {
            String value =
                    TestProvider.parameters(next.orElseThrow().getRawQuery()).get(parameter);
            if (value == null) {
                throw new AssertionError("No " + parameter + " in " + next.get());
            }
            return value;
        }
    }

    /** Without following. */
    public Answer get(String address) {
        return send(HttpRequest.newBuilder(portal.resolve(address)));
    }

    public Answer get(URI address) {
        return send(HttpRequest.newBuilder(portal.resolve(address)));
    }

    public Answer getWith(String header, String value, String address) {
        return send(HttpRequest.newBuilder(portal.resolve(address)).header(header, value));
    }

    public Answer post(String address, Map<String, String> form) {
        return send(HttpRequest.newBuilder(portal.resolve(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")))));
    }

    /** With the token of a page that was opened before. */
    public Answer posts(String address, Map<String, String> form) {
        Matcher token = CSRF.matcher(follow("/").body());
        if (!token.find()) {
            throw new AssertionError("Not signed in, so no token");
        }
        Map<String, String> whole = new LinkedHashMap<>(form);
        whole.put("_csrf", token.group(1));
        return post(address, whole);
    }

    public Answer follow(String address) {
        return follow(get(address));
    }

    public Answer follow(Answer answer) {
        Answer at = answer;
        for (int hop = 0; hop < HOPS; hop++) {
            if (at.next().isEmpty()) {
                return at;
            }
            at = get(at.next().get());
        }
        throw new AssertionError("Redirected for ever, last to " + at.address());
    }

    /** Goes through the provider, and says how the portal answered. */
    public Answer signsInThrough(String registration) {
        return follow("/oauth2/authorization/" + registration);
    }

    /** As far as the provider's answer, which is not taken back to the portal yet. */
    public Answer answerOf(String registration) {
        return get(get("/oauth2/authorization/" + registration).next().orElseThrow());
    }

    public boolean signedIn() {
        return CSRF.matcher(follow("/schedule").body()).find();
    }

    /** The session's cookie; empty where there is none. */
    public String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("rostrum"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    /** The handshake of a live socket, as a page of the portal opens one. */
    public WebSocket.Builder handshake() {
        return http.newWebSocketBuilder()
                .header("Origin", portal.toString())
                .header("Cookie", "rostrum=" + session())
                .subprotocols("rostrum.v1");
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            Optional<URI> next = response.headers()
                    .firstValue("Location")
                    .filter(location -> response.statusCode() / 100 == 3)
                    .map(location -> response.uri().resolve(location));
            return new Answer(response.uri(), response.statusCode(), response.body(), next, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The id that Spring Session keeps the cookie's session under. */
    public String sessionId() {
        return new String(Base64.getDecoder().decode(session()), StandardCharsets.US_ASCII);
    }
}
