package org.rostrum.calendars;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** What makes an address somebody's own. It exists here only until they have seen it, and says nothing to a log. */
public final class LinkSecret {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern LIKE_ONE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final String value;

    private LinkSecret(String value) {
        this.value = value;
    }

    static LinkSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new LinkSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The address's path. For the page that shows it, once. */
    public String path() {
        return "/calendar/people/" + value + ".ics";
    }

    byte[] hash() {
        return hash(value);
    }

    /** What cannot be one need not be looked for. */
    static boolean plausible(String asked) {
        return LIKE_ONE.matcher(asked).matches();
    }

    /** SHA-256 is enough here: the secret is random, not chosen by a person. */
    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "…";
    }
}
