package org.rostrum.local.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The provider while it runs. Its accounts are the cast, its one client the portal. */
public final class LocalProvider implements AutoCloseable {

    public static final String CLIENT_ID = "rostrum";
    public static final String CLIENT_SECRET = "rostrum-local";

    private final ConfigurableApplicationContext context;

    private LocalProvider(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Where it runs and whom it serves.
     *
     * @param portals the origins of the portal, the first being the one a browser is sent to
     * @param keys the file its signing keys are kept in
     */
    public record Settings(int port, List<String> portals, Path keys) {

        /** Its address: the issuer of what it signs. */
        public String issuer() {
            return "http://localhost:" + port;
        }

        List<String> addresses(String path) {
            return portals.stream().map(portal -> portal + path).toList();
        }
    }

    public static LocalProvider start(Settings settings) {
        var application = new SpringApplication(ProviderConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of(
                // The portal's application.yml is on this class path too.
                "spring.config.name", "rostrum-provider",
                "server.port", settings.port(),
                // Its passwords are known to everybody.
                "server.address", "127.0.0.1",
                // Browsers share cookies over all ports of a host: the portal's is called otherwise.
                "server.servlet.session.cookie.name", "rostrum-provider",
                "server.servlet.session.cookie.http-only", true,
                "server.servlet.session.cookie.same-site", "lax",
                "spring.threads.virtual.enabled", true,
                "logging.level.root", "warn"));
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(Settings.class, () -> settings));
        return new LocalProvider(application.run());
    }

    /** The portal's settings for this provider. */
    public static Map<String, String> portalSettings(String issuer) {
        String registration = "spring.security.oauth2.client.registration.rostrum.";
        return Map.of(
                registration + "client-id",
                CLIENT_ID,
                registration + "client-secret",
                CLIENT_SECRET,
                registration + "scope",
                "openid,profile,email",
                "spring.security.oauth2.client.provider.rostrum.issuer-uri",
                issuer);
    }

    @Override
    public void close() {
        context.close();
    }
}
