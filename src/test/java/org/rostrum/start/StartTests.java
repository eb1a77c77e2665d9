package org.rostrum.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Postgres;
import org.rostrum.testing.browser.PortalProcess;
import org.rostrum.testing.browser.PortalProcess.Ended;

/** The portal as production starts it, in a process of its own, with something missing or wrong. */
class StartTests {

    private static final String CLIENT = "SPRING_SECURITY_OAUTH2_CLIENT_";

    private static Map<String, String> complete(String database) {
        return Map.of(
                "SPRING_DATASOURCE_URL",
                database,
                CLIENT + "PROVIDER_ROSTRUM_ISSUER_URI",
                "https://login.example/realms/rostrum",
                CLIENT + "REGISTRATION_ROSTRUM_CLIENT_ID",
                "rostrum",
                CLIENT + "REGISTRATION_ROSTRUM_CLIENT_SECRET",
                "secret",
                CLIENT + "REGISTRATION_ROSTRUM_SCOPE",
                "openid,profile,email");
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(name, value);
        return changed;
    }

    private static void refuses(Map<String, String> settings, String... saying) {
        Ended ended = PortalProcess.production(0, settings).startInVain();
        assertThat(ended.status()).isNotZero();
        List<String> errors = ended.said()
                .lines()
                .filter(line -> line.contains("ERROR") || line.contains("WARN") || line.startsWith("\tat "))
                .toList();
        assertThat(errors).as(ended.said()).singleElement().asString().contains(saying);
    }

    private static String nobodyListens() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return "localhost:" + socket.getLocalPort();
        }
    }

    @Test
    void withNothingSetItAsksForAProviderFirst() {
        refuses(
                Map.of(),
                "Rostrum needs an OpenID Connect provider",
                "spring.security.oauth2.client.provider.rostrum.issuer-uri");
    }

    @Test
    void withoutADatabaseItSaysWhichSettingNamesOne() {
        Map<String, String> settings = new HashMap<>(complete("x"));
        settings.remove("SPRING_DATASOURCE_URL");
        refuses(settings, "Rostrum needs a database: set spring.datasource.url");
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedByHostAndPort() throws IOException {
        String server = nobodyListens();
        refuses(
                complete("jdbc:postgresql://" + server + "/rostrum?password=hush"),
                "PostgreSQL does not answer at " + server,
                "spring.datasource.url");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        refuses(
                complete(Postgres.newDatabase().replaceFirst("/test\\d+\\?", "/absent?")),
                "has no database \"absent\": create it");
    }

    @Test
    void whatIsBelievedOfAProviderThatIsNotSetUpIsASlipOfThePen() {
        refuses(
                with(complete(Postgres.newDatabase()), "ROSTRUM_IDENTITY_PROVIDERS_ROSTURM_MATCHBYEMAIL", "false"),
                "rostrum.identity.providers.rosturm is about no provider");
    }

    @Test
    void aPatternThatNamesNoRoleIsRefused() {
        refuses(
                with(
                        complete(Postgres.newDatabase()),
                        "ROSTRUM_IDENTITY_PROVIDERS_ROSTRUM_ROLESPATTERN",
                        "^/(?<group>.+)$"),
                "must have the named groups");
    }

    @Test
    void aProviderWithoutAnAddressIsAskedForIt() {
        refuses(
                with(complete(Postgres.newDatabase()), CLIENT + "PROVIDER_ROSTRUM_ISSUER_URI", "login.example"),
                "Set spring.security.oauth2.client.provider.rostrum.issuer-uri",
                "it is login.example");
    }

    @Test
    void aSecretThatIsEmptyIsAskedFor() {
        refuses(
                with(complete(Postgres.newDatabase()), CLIENT + "REGISTRATION_ROSTRUM_CLIENT_SECRET", ""),
                "Set spring.security.oauth2.client.registration.rostrum.client-secret");
    }

    @Test
    void aValueOutOfBoundsIsNamedWithWhatItMustBe() {
        refuses(
                with(complete(Postgres.newDatabase()), "ROSTRUM_BODY_PREFIX", "oma"),
                "Set rostrum.body.prefix to another value than oma: it must be capital letters and digits.");
    }

    @Test
    void aVariableThatASettingRefersToIsAskedFor() {
        refuses(complete("jdbc:postgresql://${DATABASE_OF_THE_DAY}/rostrum"), "Set DATABASE_OF_THE_DAY");
    }
}
