package org.rostrum.identity.provider;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rostrum.identity.IdentitySettings;
import org.rostrum.identity.Logins;
import org.rostrum.identity.SignInChecks;
import org.rostrum.identity.SignInChecks.Due;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;

/**
 * Asks providers, by the refresh token of each sign-in, whether the account still may be. A clear no ends the session; a
 * provider that is away or in trouble ends nobody's. Each node takes what is due, and no two take the same, because a
 * refresh token may work only once.
 */
@Component
public class AccountRechecks implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AccountRechecks.class);

    /** Few, because each holds a database connection now and then that a page may be waiting for. */
    private static final int AT_ONCE = 8;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration ENDING = Duration.ofSeconds(15);

    private final SignInChecks checks;
    private final Providers providers;
    private final Logins logins;
    private final Duration pause;
    private final OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshes = ProviderHttp.refreshes();
    private final OidcUserService users = ProviderHttp.users();
    private final OidcIdTokenDecoderFactory idTokens = new OidcIdTokenDecoderFactory();
    private volatile @Nullable Run run;

    private record Run(Thread thread, CountDownLatch stopping) {}

    AccountRechecks(SignInChecks checks, Providers providers, Logins logins, IdentitySettings settings) {
        this.checks = checks;
        this.providers = providers;
        this.logins = logins;
        Duration tenth = settings.recheck().dividedBy(10);
        this.pause = tenth.compareTo(LONGEST_PAUSE) < 0 ? tenth : LONGEST_PAUSE;
    }

    @Override
    public void start() {
        var stopping = new CountDownLatch(1);
        run = new Run(Thread.ofVirtual().name("account-rechecks").start(() -> goOn(stopping)), stopping);
    }

    /** Waits for what was asked: an answer that is not kept would be a refresh token lost. */
    @Override
    public void stop() {
        Run running = run;
        run = null;
        if (running != null) {
            running.stopping().countDown();
            try {
                running.thread().join(ENDING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return run != null;
    }

    private void goOn(CountDownLatch stopping) {
        try {
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    while (checkDue() == AT_ONCE && stopping.getCount() > 0) {
                        // More may be due.
                    }
                } catch (RuntimeException e) {
                    LOG.warn("Accounts were not checked at their providers; it is tried again", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return how many were due, of as many as are asked at once */
    public int checkDue() {
        List<Due> due = checks.take(AT_ONCE);
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(signIn -> each.execute(() -> check(signIn)));
        }
        return due.size();
    }

    private void check(Due signIn) {
        try {
            ClientRegistration registration = providers.findByRegistrationId(signIn.registration());
            if (registration != null) {
                OAuth2AccessTokenResponse answer = refreshes.getTokenResponse(asked(registration, signIn));
                checks.passed(
                        signIn.id(),
                        Objects.requireNonNull(answer.getRefreshToken()).getTokenValue());
                synchronise(signIn, registration, answer);
            }
        } catch (OAuth2AuthorizationException e) {
            if (OAuth2ErrorCodes.INVALID_GRANT.equals(e.getError().getErrorCode())) {
                LOG.info("{} no longer vouches for a sign-in, which is ended", signIn.registration());
                checks.refused(signIn.id());
            } else {
                troubled(signIn, e);
            }
        } catch (RuntimeException e) {
            troubled(signIn, e);
        }
    }

    private static OAuth2RefreshTokenGrantRequest asked(ClientRegistration registration, Due signIn) {
        // Only the refresh token is sent; the access token is asked for by the constructor, and none is kept.
        return new OAuth2RefreshTokenGrantRequest(
                registration,
                new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "none", null, null),
                new OAuth2RefreshToken(signIn.refreshToken(), null));
    }

    /** One who cannot be reached keeps everybody waiting, those of other providers too: so nobody else asks it now. */
    private void troubled(Due signIn, RuntimeException why) {
        LOG.info("{} was not to be asked about a sign-in: {}", signIn.registration(), why.getMessage());
        if (why instanceof ProviderAway || why.getCause() instanceof ResourceAccessException) {
            checks.postpone(signIn.registration());
        }
    }

    /** What it says of the account now, where it says so: a provider need not give a new ID token. */
    private void synchronise(Due signIn, ClientRegistration registration, OAuth2AccessTokenResponse answer) {
        Object token = answer.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN);
        if (token == null || signIn.person() == null) {
            return;
        }
        Jwt jwt = idTokens.createDecoder(registration).decode(token.toString());
        var idToken = new OidcIdToken(jwt.getTokenValue(), jwt.getIssuedAt(), jwt.getExpiresAt(), jwt.getClaims());
        OidcUser user = users.loadUser(new OidcUserRequest(registration, answer.getAccessToken(), idToken));
        var account = Accounts.of(signIn.registration(), user);
        if (!account.issuer().equals(signIn.issuer()) || !account.subject().equals(signIn.subject())) {
            throw new IllegalStateException("The answer is about another account");
        }
        logins.synchronise(signIn.person(), account);
    }
}
