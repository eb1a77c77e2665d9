package org.rostrum.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID Connect provider with nothing but the protocol, that a test can have misbehave: whoever it is told signs in
 * does so without a question. It answers over HTTP on a port of its own, which it keeps when it goes away and comes back.
 */
public final class TestProvider implements AutoCloseable {

    public static final String CLIENT_ID = "rostrum";
    public static final String CLIENT_SECRET = "a secret of the tests";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** An account as a test wants it: what the provider says about it, besides who it is. */
    public record Account(String subject, Map<String, Object> claims) {

        public static Account of(Cast person) {
            return new Account(person.account(), Map.of())
                    .with("name", person.fullName())
                    .with("email", person.email())
                    .with("email_verified", true);
        }

        /** Somebody whom no test knows yet. */
        public static Account stranger() {
            return new Account("s-" + UUID.randomUUID(), Map.of()).with("name", "Stranger Unheard-Of");
        }

        public Account with(String claim, Object value) {
            Map<String, Object> more = new LinkedHashMap<>(claims);
            more.put(claim, value);
            return new Account(subject, more);
        }

        public Account without(String claim) {
            Map<String, Object> fewer = new LinkedHashMap<>(claims);
            fewer.remove(claim);
            return new Account(subject, fewer);
        }
    }

    private record Grant(
            String subject, String sid, @Nullable String nonce, String challenge, String redirectUri) {}

    private final Clock clock = Clock.systemUTC();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private final Map<String, Grant> refreshTokens = new ConcurrentHashMap<>();
    private final Map<String, Grant> accessTokens = new ConcurrentHashMap<>();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final int port;
    private volatile HttpServer server;
    private volatile RSAKey key = newKey();
    private volatile @Nullable Account present;
    private volatile Duration skew = Duration.ZERO;
    private volatile UnaryOperator<Map<String, Object>> forgery = UnaryOperator.identity();
    private volatile @Nullable RSAKey foreignKey;
    private volatile boolean unsigned;
    private volatile boolean namesItself;
    private volatile @Nullable Integer trouble;

    private TestProvider() {
        this.server = listening(0);
        this.port = server.getAddress().getPort();
    }

    public static TestProvider start() {
        return new TestProvider();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpServer listening(int at) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 50);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/", this::answer);
            http.start();
            return http;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String issuer() {
        return "http://localhost:" + port;
    }

    /** The portal's settings for this provider. */
    public Map<String, String> settings(String registration, String name) {
        String client = "spring.security.oauth2.client.registration." + registration + ".";
        return Map.of(
                client + "client-id", CLIENT_ID,
                client + "client-secret", CLIENT_SECRET,
                client + "client-name", name,
                client + "scope", "openid,profile,email",
                "spring.security.oauth2.client.provider." + registration + ".issuer-uri", issuer());
    }

    /** Everything as it was at the start, so that tests may share one. */
    public void behaves() {
        forgery = UnaryOperator.identity();
        foreignKey = null;
        unsigned = false;
        namesItself = false;
        trouble = null;
        skew = Duration.ZERO;
        disabled.clear();
        asked.clear();
        comesBack();
    }

    /** Whoever is at the browser from now on, as the provider sees it. */
    public void present(Account account) {
        accounts.put(account.subject(), account);
        present = account;
    }

    /** The claims of an account have changed. */
    public void knows(Account account) {
        accounts.put(account.subject(), account);
    }

    public void disables(String subject) {
        disabled.add(subject);
    }

    /** Changes what ID tokens say. */
    public void forges(UnaryOperator<Map<String, Object>> change) {
        forgery = change;
    }

    public void forges(String claim, Object value) {
        forges(claims -> {
            claims.put(claim, value);
            return claims;
        });
    }

    public void signsWithAnotherKey() {
        foreignKey = new RSAKey.Builder(newKey()).keyID(key.getKeyID()).build();
    }

    public void signsNothing() {
        unsigned = true;
    }

    public void rotatesItsKeys() {
        key = newKey();
    }

    /** @param ahead how much its clock is ahead; negative when it is behind */
    public void runs(Duration ahead) {
        skew = ahead;
    }

    /** Names itself in its answers (RFC 9207). */
    public void namesItself() {
        namesItself = true;
    }

    public void goesAway() {
        server.stop(0);
    }

    public void comesBack() {
        server.stop(0);
        server = listening(port);
    }

    /** Answers every question with this status. */
    public void hasTrouble(int status) {
        trouble = status;
    }

    /** The paths it was asked for. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** A logout token as it should be, for a session at this provider. */
    public String logoutToken(String subject, @Nullable String sid) {
        return logoutToken(subject, sid, UnaryOperator.identity());
    }

    public String logoutToken(
            @Nullable String subject, @Nullable String sid, UnaryOperator<Map<String, Object>> change) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", issuer());
        claims.put("aud", CLIENT_ID);
        claims.put("iat", Date.from(now()));
        claims.put("exp", Date.from(now().plusSeconds(120)));
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("events", Map.of(LOGOUT_EVENT, Map.of()));
        if (subject != null) {
            claims.put("sub", subject);
        }
        if (sid != null) {
            claims.put("sid", sid);
        }
        return signed(change.apply(claims), "logout+jwt");
    }

    private Instant now() {
        return clock.instant().plus(skew);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        try (exchange) {
            Integer status = trouble;
            if (status != null) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            switch (path) {
                case "/.well-known/openid-configuration" -> json(exchange, 200, metadata());
                case "/jwks" -> json(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject());
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange);
                case "/userinfo" -> userInfo(exchange);
                case "/end" -> end(exchange);
                case "/signed-out-everywhere" -> frame(exchange);
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private Map<String, Object> metadata() {
        return Map.ofEntries(
                Map.entry("issuer", issuer()),
                Map.entry("authorization_endpoint", issuer() + "/authorize"),
                Map.entry("token_endpoint", issuer() + "/token"),
                Map.entry("userinfo_endpoint", issuer() + "/userinfo"),
                Map.entry("jwks_uri", issuer() + "/jwks"),
                Map.entry("end_session_endpoint", issuer() + "/end"),
                Map.entry("response_types_supported", List.of("code")),
                Map.entry("subject_types_supported", List.of("public")),
                Map.entry("id_token_signing_alg_values_supported", List.of("RS256")),
                Map.entry("backchannel_logout_supported", true),
                Map.entry("backchannel_logout_session_supported", true));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
        Account account = Objects.requireNonNull(present, "nobody is at the browser");
        String code = UUID.randomUUID().toString();
        codes.put(
                code,
                new Grant(
                        account.subject(),
                        UUID.randomUUID().toString(),
                        query.get("nonce"),
                        Objects.requireNonNull(query.get("code_challenge")),
                        Objects.requireNonNull(query.get("redirect_uri"))));
        redirect(
                exchange,
                query.get("redirect_uri") + "?code=" + code + "&state=" + encoded(query.get("state"))
                        + (namesItself ? "&iss=" + encoded(issuer()) : ""));
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = Base64.getEncoder()
                .encodeToString((encoded(CLIENT_ID) + ":" + encoded(CLIENT_SECRET)).getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            json(exchange, 401, Map.of("error", "invalid_client"));
            return;
        }
        boolean first = "authorization_code".equals(form.get("grant_type"));
        Grant grant = first
                ? codes.remove(form.getOrDefault("code", ""))
                : refreshTokens.remove(form.getOrDefault("refresh_token", ""));
        if (grant == null
                || disabled.contains(grant.subject())
                || (first && !grant.challenge().equals(challenge(form.get("code_verifier"))))
                || (first && !grant.redirectUri().equals(form.get("redirect_uri")))) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        String refresh = UUID.randomUUID().toString();
        String access = UUID.randomUUID().toString();
        refreshTokens.put(refresh, grant);
        accessTokens.put(access, grant);
        json(
                exchange,
                200,
                Map.of(
                        "access_token",
                        access,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        300,
                        "refresh_token",
                        refresh,
                        "id_token",
                        idToken(grant, first)));
    }

    private String idToken(Grant grant, boolean first) {
        Map<String, Object> claims = new HashMap<>(account(grant).claims());
        claims.put("iss", issuer());
        claims.put("sub", grant.subject());
        claims.put("aud", CLIENT_ID);
        claims.put("sid", grant.sid());
        claims.put("iat", Date.from(now()));
        claims.put("exp", Date.from(now().plusSeconds(300)));
        if (first && grant.nonce() != null) {
            claims.put("nonce", grant.nonce());
        }
        return signed(forgery.apply(claims), "JWT");
    }

    private String signed(Map<String, Object> claims, String type) {
        var set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        if (unsigned) {
            return new PlainJWT(set.build()).serialize();
        }
        RSAKey signing = Objects.requireNonNullElse(foreignKey, key);
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(type))
                        .keyID(signing.getKeyID())
                        .build(),
                set.build());
        try {
            jwt.sign(new RSASSASigner(signing));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private Account account(Grant grant) {
        return Objects.requireNonNull(accounts.get(grant.subject()));
    }

    private void userInfo(HttpExchange exchange) throws IOException {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        Grant grant = bearer == null ? null : accessTokens.get(bearer.substring("Bearer ".length()));
        if (grant == null) {
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        Map<String, Object> claims = new HashMap<>(account(grant).claims());
        claims.put("sub", grant.subject());
        json(exchange, 200, claims);
    }

    /** The page of a provider that tells others by a frame: the address is the query. */
    private static void frame(HttpExchange exchange) throws IOException {
        byte[] page = ("<!doctype html><html lang=\"en\"><head><title>Signed out</title>"
                        + "<link rel=\"icon\" href=\"data:,\"></head><body><h1>Signed out everywhere</h1>"
                        + "<iframe title=\"Portal\" src=\""
                        + exchange.getRequestURI().getQuery().replace("&", "&amp;") + "\"></iframe></body></html>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
    }

    private static void end(HttpExchange exchange) throws IOException {
        Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
        String next = query.get("post_logout_redirect_uri");
        if (next == null) {
            exchange.sendResponseHeaders(200, -1);
        } else {
            redirect(exchange, next);
        }
    }

    private static String challenge(@Nullable String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(Objects.requireNonNullElse(verifier, "").getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void json(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    static Map<String, String> parameters(@Nullable String encoded) {
        Map<String, String> parameters = new HashMap<>();
        if (encoded != null) {
            for (String pair : encoded.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return parameters;
    }

    private static String encoded(@Nullable String text) {
        return URLEncoder.encode(Objects.requireNonNullElse(text, ""), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
