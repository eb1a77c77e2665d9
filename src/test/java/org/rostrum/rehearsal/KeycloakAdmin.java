package org.rostrum.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever administers Keycloak, through its REST API. */
final class KeycloakAdmin {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String keycloak;
    private final String password;

    KeycloakAdmin(String keycloak, String password) {
        this.keycloak = keycloak;
        this.password = password;
    }

    /** An account in the realm. */
    record Account(String id, String email, String password) {}

    Account creates(String name, String email, boolean verified) {
        return creates(name, email, verified, Map.of());
    }

    Account creates(String name, String email, boolean verified, Map<String, List<String>> attributes) {
        String password = "a long enough secret of " + name.length();
        String[] names = name.split(" ", 2);
        HttpResponse<String> created = send(
                "POST",
                "/users",
                Map.of(
                        "username",
                        email,
                        "email",
                        email,
                        "emailVerified",
                        verified,
                        "firstName",
                        names[0],
                        "lastName",
                        names[names.length - 1],
                        "enabled",
                        true,
                        "attributes",
                        attributes,
                        "credentials",
                        List.of(Map.of("type", "password", "value", password))));
        String location = created.headers().firstValue("Location").orElseThrow();
        return new Account(location.substring(location.lastIndexOf('/') + 1), email, password);
    }

    void enables(Account account, boolean enabled) {
        send("PUT", "/users/" + account.id(), Map.of("enabled", enabled));
    }

    void signsOutEverywhere(Account account) {
        send("POST", "/users/" + account.id() + "/logout", Map.of());
    }

    int sessionsOf(Account account) {
        return read(send("GET", "/users/" + account.id() + "/sessions", null)).size();
    }

    /** Puts the account into a group such as /DMSO/chair, which is made if it is not there. */
    void joins(Account account, String group, String role) {
        String parent = groupId("/groups", group);
        String child = groupId("/groups/" + parent + "/children", role);
        send("PUT", "/users/" + account.id() + "/groups/" + child, Map.of());
    }

    private String groupId(String collection, String name) {
        for (JsonNode each : read(send("GET", collection, null))) {
            if (each.get("name").stringValue().equals(name)) {
                return each.get("id").stringValue();
            }
        }
        send("POST", collection, Map.of("name", name));
        return groupId(collection, name);
    }

    void changesOrganization(Account account, String organization) {
        JsonNode user = read(send("GET", "/users/" + account.id(), null));
        send(
                "PUT",
                "/users/" + account.id(),
                Map.of(
                        "email", user.get("email").stringValue(),
                        "firstName", user.get("firstName").stringValue(),
                        "lastName", user.get("lastName").stringValue(),
                        "attributes", Map.of("organization", List.of(organization))));
    }

    /** A new key signs from now on, and the old ones are gone: nobody who kept them in a cache knows a signature. */
    void rotatesKeys() {
        String realm = read(send("GET", "", null)).get("id").stringValue();
        JsonNode old = read(send("GET", "/components?type=org.keycloak.keys.KeyProvider", null));
        send(
                "POST",
                "/components",
                Map.of(
                        "name", "rotated",
                        "providerId", "rsa-generated",
                        "providerType", "org.keycloak.keys.KeyProvider",
                        "parentId", realm,
                        "config", Map.of("priority", List.of("1000"), "algorithm", List.of("RS256"))));
        for (JsonNode key : old) {
            if (key.get("providerId").stringValue().equals("rsa-generated")) {
                send("DELETE", "/components/" + key.get("id").stringValue(), null);
            }
        }
    }

    /** Whether the user profile lets people themselves change an attribute. */
    boolean mayEditOwn(String attribute) {
        for (JsonNode each : read(send("GET", "/users/profile", null)).get("attributes")) {
            if (each.get("name").stringValue().equals(attribute)) {
                return each.get("permissions").get("edit").toString().contains("\"user\"");
            }
        }
        throw new AssertionError("no attribute " + attribute);
    }

    /** The realm, as Keycloak understood the file. */
    JsonNode realm() {
        return read(send("GET", "", null));
    }

    JsonNode client() {
        return read(send("GET", "/clients?clientId=rostrum", null)).get(0);
    }

    private HttpResponse<String> send(String method, String path, @Nullable Object body) {
        var request = HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms/rostrum" + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(
                    "Keycloak's " + method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    /** Asked for anew each time: it holds for a minute only. */
    private String token() {
        String form = "grant_type=password&client_id=admin-cli&username=admin&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8);
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(keycloak + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build());
        return read(answer).get("access_token").stringValue();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
