package org.rostrum.identity.provider;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * The providers that are set up. Each is asked for its addresses when it is first needed, not at start-up, and on its
 * own: the portal must start and serve those already signed in while one is away, and the others must go on.
 */
@Component
@EnableConfigurationProperties(OAuth2ClientProperties.class)
public class Providers implements ClientRegistrationRepository {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A hundred people who sign in at once need not ask a hundred times. */
    private static final Duration ANSWER_HOLDS = Duration.ofSeconds(5);

    private final OAuth2ClientProperties settings;
    private final Map<String, Instant> answered = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<ClientRegistration>> found = new ConcurrentHashMap<>();

    Providers(OAuth2ClientProperties settings) {
        this.settings = settings;
    }

    /** A provider as those who sign in know it. */
    public record Choice(String registration, String name) {}

    /** By name: the settings have no order of their own. */
    public List<Choice> choices() {
        return settings.getRegistration().keySet().stream()
                .map(id -> new Choice(id, name(id)))
                .sorted(Comparator.comparing(Choice::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /** What the provider is called: spring.security.oauth2.client.registration.ID.client-name. */
    public String name(String registration) {
        OAuth2ClientProperties.Registration known = settings.getRegistration().get(registration);
        String name = known == null ? null : known.getClientName();
        return name == null || name.isBlank() ? registration : name;
    }

    /** Whom a provider signs as, known also while it is away; null where there is no such provider. */
    public @Nullable String issuer(String registration) {
        OAuth2ClientProperties.Registration known = settings.getRegistration().get(registration);
        if (known == null) {
            return null;
        }
        OAuth2ClientProperties.Provider provider =
                settings.getProvider().get(Objects.requireNonNullElse(known.getProvider(), registration));
        return provider == null ? null : provider.getIssuerUri();
    }

    /**
     * Sees that a provider is there before somebody is sent to it: once its addresses are known, only their browser would
     * notice that it is not, and say so in the browser's words.
     *
     * @throws ProviderAway where it does not answer
     */
    public void requireAnswering(String registration) {
        String issuer = issuer(registration);
        Instant now = Instant.now();
        if (issuer == null || answered.getOrDefault(registration, Instant.MIN).isAfter(now.minus(ANSWER_HOLDS))) {
            return;
        }
        try {
            // Some issuers end with a slash, which is no part of what is asked for (OpenID Connect Discovery, 4.1).
            ProviderHttp.look(issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration");
            answered.put(registration, now);
        } catch (RestClientException e) {
            throw new ProviderAway(registration, e);
        }
    }

    /** Where a form may lead to: signing out posts one that the browser then follows to a provider. */
    public Set<String> origins() {
        Set<String> origins = new TreeSet<>();
        settings.getProvider().values().forEach(provider -> {
            addOrigin(origins, provider.getIssuerUri());
            addOrigin(origins, provider.getAuthorizationUri());
        });
        found.values().stream()
                .filter(lookup -> lookup.state() == CompletableFuture.State.SUCCESS)
                .map(CompletableFuture::resultNow)
                .forEach(registration -> {
                    addOrigin(origins, registration.getProviderDetails().getAuthorizationUri());
                    addOrigin(origins, endSession(registration));
                });
        return origins;
    }

    /** Where a provider ends its own session; null where it does not offer to. */
    public static @Nullable String endSession(ClientRegistration registration) {
        Object endpoint =
                registration.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint");
        return endpoint == null ? null : endpoint.toString();
    }

    private static void addOrigin(Set<String> origins, @Nullable String address) {
        if (address != null && !address.isBlank()) {
            origins.add(origin(address));
        }
    }

    /** Scheme and authority of an address. */
    public static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    /** @throws ProviderAway where the provider has to be asked first, and does not answer */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!settings.getRegistration().containsKey(id)) {
            return null;
        }
        // Those who wait for one provider share one question: a hundred people must not become a hundred of them.
        CompletableFuture<ClientRegistration> lookup = found.computeIfAbsent(id, this::ask);
        try {
            return lookup.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ProviderAway(id, e);
        } catch (ExecutionException e) {
            found.remove(id, lookup);
            throw new ProviderAway(id, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderAway(id, e);
        }
    }

    private CompletableFuture<ClientRegistration> ask(String id) {
        var only = new OAuth2ClientProperties();
        only.getProvider().putAll(settings.getProvider());
        only.getRegistration()
                .put(id, Objects.requireNonNull(settings.getRegistration().get(id)));
        var lookup = new CompletableFuture<ClientRegistration>();
        Thread.ofVirtual().name("provider-" + id).start(() -> {
            try {
                lookup.complete(Objects.requireNonNull(new OAuth2ClientPropertiesMapper(only)
                        .asClientRegistrations()
                        .get(id)));
            } catch (RuntimeException e) {
                lookup.completeExceptionally(e);
            }
        });
        return lookup;
    }
}
