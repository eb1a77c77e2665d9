package org.rostrum.identity.provider;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;

/** A provider does not answer, or not sensibly: nobody's fault who wants to sign in, and no reason to end a session. */
public class ProviderAway extends AuthenticationServiceException {

    public ProviderAway(String registration, @Nullable Throwable why) {
        super("The provider of the registration \"" + registration + "\" does not answer");
        if (why != null) {
            initCause(why);
        }
    }
}
