package org.rostrum.identity.provider;

import java.util.Objects;
import org.rostrum.identity.Account;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Spring Security's view of somebody who signed in, as ours. */
public final class Accounts {

    private Accounts() {}

    public static Account of(String registration, OidcUser user) {
        String name = user.getFullName();
        return new Account(
                registration,
                Objects.requireNonNull(user.getIssuer(), "an ID token has an issuer")
                        .toString(),
                Objects.requireNonNull(user.getSubject(), "an ID token has a subject"),
                name == null ? user.getPreferredUsername() : name,
                user.getEmail(),
                Boolean.TRUE.equals(user.getEmailVerified()),
                user.getClaims());
    }
}
