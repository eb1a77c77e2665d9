package org.rostrum.start;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.util.PSQLState;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Production brings neither a database nor a provider: both must be set. Looked at before anything is built, because what
 * the connection pool and the context say of a failure is three pages long.
 */
public final class RequiredSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String DATABASE = "spring.datasource.url";
    private static final String CLIENT = "spring.security.oauth2.client.";
    private static final String BELIEVED = "rostrum.identity.providers";
    private static final String INVALID_CATALOG_NAME = "3D000";
    private static final int OLDEST_POSTGRES = 18;
    private static final String SECONDS_TO_ANSWER = "10";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        Binder settings = Binder.get(environment);
        OAuth2ClientProperties client = settings.bind("spring.security.oauth2.client", OAuth2ClientProperties.class)
                .orElseGet(OAuth2ClientProperties::new);
        requireProvider(client);
        settings.bind(BELIEVED, Bindable.mapOf(String.class, Object.class))
                .orElseGet(Map::of)
                .keySet()
                .forEach(name -> requireRegistered(name, client));
        requireDatabase(
                environment.getProperty(DATABASE),
                environment.getProperty("spring.datasource.username"),
                environment.getProperty("spring.datasource.password"));
    }

    private static void requireProvider(OAuth2ClientProperties client) {
        if (client.getRegistration().isEmpty()) {
            throw new CannotStart("Rostrum needs an OpenID Connect provider that people sign in at: set " + CLIENT
                    + "provider.rostrum.issuer-uri to its address, and " + CLIENT + "registration.rostrum.client-id, "
                    + ".client-secret and .scope to the portal's account there.");
        }
        client.getRegistration().forEach((name, registration) -> requireComplete(name, registration, client));
    }

    private static void requireComplete(
            String name, OAuth2ClientProperties.Registration registration, OAuth2ClientProperties client) {
        String key = CLIENT + "registration." + name;
        requireText(registration.getClientId(), key + ".client-id", "the name of the portal's account at the provider");
        if (!"none".equals(registration.getClientAuthenticationMethod())) {
            requireText(registration.getClientSecret(), key + ".client-secret", "the secret shared with the provider");
        }
        if (registration.getScope() == null || !registration.getScope().contains("openid")) {
            throw new CannotStart("Set " + key + ".scope to openid,profile,email.");
        }
        String providerName = registration.getProvider() == null ? name : registration.getProvider();
        OAuth2ClientProperties.Provider provider = client.getProvider().get(providerName);
        requireAddress(
                provider == null ? null : provider.getIssuerUri(), CLIENT + "provider." + providerName + ".issuer-uri");
    }

    /** A slip in the name would leave a provider believed by default what somebody meant to refuse it. */
    private static void requireRegistered(String name, OAuth2ClientProperties client) {
        if (!client.getRegistration().containsKey(name)) {
            throw new CannotStart(BELIEVED + "." + name + " is about no provider: set it under the name of one of "
                    + client.getRegistration().keySet() + ", or set " + CLIENT + "registration." + name + ".* too.");
        }
    }

    private static void requireText(@Nullable String value, String key, String what) {
        if (!StringUtils.hasText(value)) {
            throw new CannotStart("Set " + key + " to " + what + ".");
        }
    }

    private static void requireAddress(@Nullable String value, String key) {
        try {
            URI uri = new URI(value == null ? "" : value);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return;
            }
        } catch (URISyntaxException notAnAddress) {
            // said below
        }
        throw new CannotStart("Set " + key
                + " to the provider's address, such as https://login.example.org/realms/rostrum"
                + (StringUtils.hasText(value) ? "; it is " + value : "") + ".");
    }

    private static void requireDatabase(@Nullable String url, @Nullable String username, @Nullable String password) {
        if (!StringUtils.hasText(url)) {
            throw new CannotStart("Rostrum needs a database: set " + DATABASE
                    + " to a PostgreSQL 18, such as jdbc:postgresql://localhost:5432/rostrum, and spring.datasource.username"
                    + " and spring.datasource.password to an account that owns it.");
        }
        Properties address = Driver.parseURL(url, null);
        if (address == null) {
            // Not repeated: it may hold a password.
            throw new CannotStart("Set " + DATABASE
                    + " to a PostgreSQL's address, such as jdbc:postgresql://localhost:5432/rostrum; what it says is no such"
                    + " address.");
        }
        try (Connection connection = DriverManager.getConnection(url, account(username, password))) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_POSTGRES) {
                throw new CannotStart("Rostrum needs PostgreSQL %d or later; at %s runs %d: set %s to a newer one."
                        .formatted(OLDEST_POSTGRES, server(address), version, DATABASE));
            }
        } catch (SQLException e) {
            throw new CannotStart(whatToDo(e, address));
        }
    }

    private static Properties account(@Nullable String username, @Nullable String password) {
        var account = new Properties();
        account.putAll(Map.of("connectTimeout", SECONDS_TO_ANSWER, "loginTimeout", SECONDS_TO_ANSWER));
        if (username != null) {
            account.setProperty("user", username);
        }
        if (password != null) {
            account.setProperty("password", password);
        }
        return account;
    }

    private static String whatToDo(SQLException e, Properties address) {
        String server = server(address);
        String state = e.getSQLState();
        if (PSQLState.INVALID_PASSWORD.getState().equals(state)
                || PSQLState.INVALID_AUTHORIZATION_SPECIFICATION.getState().equals(state)) {
            return "PostgreSQL at " + server + " does not let the portal in: set spring.datasource.username and"
                    + " spring.datasource.password to an account it knows.";
        }
        if (INVALID_CATALOG_NAME.equals(state)) {
            return "PostgreSQL at " + server + " has no database \"" + PGProperty.PG_DBNAME.getOrDefault(address)
                    + "\": create it, or name another in " + DATABASE + ".";
        }
        if (PSQLState.isConnectionError(state)) {
            return "PostgreSQL does not answer at " + server + ": start it, or set " + DATABASE + " to where it runs.";
        }
        return "PostgreSQL at " + server + " cannot be used (" + e.getMessage() + "): mend that, or set " + DATABASE
                + " to another.";
    }

    /** Host and port, never the rest of the URL: it may hold a password. */
    private static String server(Properties address) {
        return PGProperty.PG_HOST.getOrDefault(address) + ":" + PGProperty.PG_PORT.getOrDefault(address);
    }
}
