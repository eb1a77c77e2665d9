package org.rostrum.account.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.rostrum.access.Scope;

/** What a token may be used for, in the field's words. */
record TokenScope(String code, String label, String explained) {

    static final List<TokenScope> ALL = List.of(
            of(Scope.READ, "Read", "The schedule, agendas, contributions and the discussions you can read."),
            of(
                    Scope.CONTRIBUTE,
                    "Contribute",
                    "Also reserve numbers, upload revisions, withdraw, post in discussions and say that you take part."),
            of(
                    Scope.CHAIR,
                    "Chair",
                    "Also what your offices allow: edit and publish agendas, run the floor, record dispositions."));

    private static TokenScope of(Scope scope, String label, String explained) {
        return new TokenScope(scope.name().toLowerCase(Locale.ROOT), label, explained);
    }

    /** In the order of the form, for example "Read, contribute". */
    static String inWords(Set<String> codes) {
        String words = String.join(
                ", ",
                ALL.stream()
                        .filter(scope -> codes.contains(scope.code()))
                        .map(scope -> scope.label().toLowerCase(Locale.ROOT))
                        .toList());
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
