package org.rostrum.access.web;

import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.web.KeptPiece;
import org.rostrum.web.KeptPieces;
import org.rostrum.web.Markup;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** The head of every page: the same for all of one kind, but for their names. */
@Component("bar")
class Bar {

    private static final String NAME = "name";
    private static final String ORGANIZATION = "organization";

    private final KeptPieces kept;

    Bar(KeptPieces kept) {
        this.kept = kept;
    }

    /**
     * @param account whether there is an account to look after: not for strangers, nor for who acts in another's name
     * @param unread how many notices are, and the same in words
     */
    private record Shown(
            boolean signedIn,
            boolean leads,
            boolean admitted,
            boolean staff,
            boolean account,
            String name,
            @Nullable String organization,
            String section,
            @Nullable String bodyName,
            int unread,
            String unreadInWords) {}

    /** @param viewer null where nobody is known; the token, where there is none */
    public String of(
            @Nullable Viewer viewer,
            String section,
            @Nullable String bodyName,
            int unread,
            String unreadInWords,
            @Nullable CsrfToken csrf) {
        Viewer reader = viewer == null ? Viewer.PUBLIC : viewer;
        Shown shown = new Shown(
                reader.signedIn(),
                !reader.leads().isEmpty(),
                reader.admitted(),
                reader.staff(),
                reader.person() != null && reader.actor() == null,
                KeptPiece.place(NAME),
                reader.organization() == null ? null : KeptPiece.place(ORGANIZATION),
                section,
                bodyName,
                unread,
                unreadInWords);
        return kept.of("layout", "bar", shown)
                .filled(place -> new Markup(100)
                        .text(
                                switch (place) {
                                    case NAME -> reader.name();
                                    case ORGANIZATION -> reader.organizationName();
                                    default -> csrf == null ? "" : csrf.getToken();
                                }));
    }
}
