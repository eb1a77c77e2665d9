package org.rostrum.audit.web;

import java.util.Locale;
import java.util.regex.Pattern;

/** The log's names, which capabilities make up for themselves, as a person reads them. */
final class Words {

    private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");
    private static final Pattern JOINT = Pattern.compile("[._-]+");

    private Words() {}

    /** "agenda.draft-saved" is "Agenda draft saved", "expiresAt" is "Expires at". */
    static String of(String name) {
        String words = JOINT.matcher(HUMP.matcher(name).replaceAll("$1 $2"))
                .replaceAll(" ")
                .strip()
                .toLowerCase(Locale.ROOT);
        return words.isEmpty() ? "" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
