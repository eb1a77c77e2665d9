package org.rostrum.account.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;

/** What somebody types to have a token made. */
record TokenForm(
        @Nullable String name,
        @Nullable List<String> scopes,
        @Nullable Integer days,
        @Nullable String intent) {

    static TokenForm empty() {
        return new TokenForm("", List.of("read"), 30, NewId.next().toString());
    }
}
