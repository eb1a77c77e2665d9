package org.rostrum.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Where a form leads back to, as the page said that it came from. */
public final class OwnPath {

    /**
     * A path of this site and nothing else. Browsers read {@code //host} and {@code /\host} as another site, drop tabs
     * and line breaks before they look, and fold {@code /.//host} into the first of them.
     */
    private static final Pattern OWN_PATH = Pattern.compile("/(?!/)[^\\\\\\p{Cntrl}\\s]*");

    private OwnPath() {}

    /** The home page for anything that could lead elsewhere. */
    public static URI of(String from) {
        URI home = URI.create("/");
        if (!OWN_PATH.matcher(from).matches()) {
            return home;
        }
        try {
            URI uri = new URI(from);
            return uri.getRawPath().contains("//") ? home : uri;
        } catch (URISyntaxException e) {
            return home;
        }
    }
}
