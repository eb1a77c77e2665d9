package org.rostrum.identity;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a program shows. It exists here only until its owner has seen it, and says nothing of itself to a log.
 */
public final class TokenSecret {

    /** So that whoever finds one in a file or a log knows what it opens, and scanners of repositories do too. */
    public static final String PREFIX = "rostrum_";

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String value;

    private TokenSecret(String value) {
        this.value = value;
    }

    static TokenSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new TokenSecret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** For the page that shows it, once. */
    public String shown() {
        return value;
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
