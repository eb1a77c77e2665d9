package org.rostrum.access.web;

import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.shared.BodySettings;
import org.rostrum.web.KeptPiece;
import org.rostrum.web.KeptPieces;
import org.rostrum.web.Markup;
import org.springframework.stereotype.Component;

/** The head of every page: the same for all of one kind, but for their names. */
@Component
class Bar {

    private static final String NAME = "name";
    private static final String ORGANIZATION = "organization";

    private final KeptPieces kept;
    private final UnreadCount unread;
    private final BodySettings body;

    Bar(KeptPieces kept, UnreadCount unread, BodySettings body) {
        this.kept = kept;
        this.unread = unread;
        this.body = body;
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
            String bodyName,
            int unread,
            String unreadInWords) {}

    /** @param csrf null where nobody signs out */
    Markup of(Viewer reader, String section, @Nullable String csrf) {
        int notices = reader.signedIn() ? unread.of(reader) : 0;
        Shown shown = new Shown(
                reader.signedIn(),
                !reader.leads().isEmpty(),
                reader.admitted(),
                reader.staff(),
                reader.person() != null && reader.actor() == null,
                KeptPiece.place(NAME),
                reader.organization() == null ? null : KeptPiece.place(ORGANIZATION),
                section,
                body.name(),
                notices,
                unread.inWords(notices));
        return kept.of("layout", "bar", shown)
                .filled(place -> new Markup(100)
                        .text(
                                switch (place) {
                                    case NAME -> reader.name();
                                    case ORGANIZATION -> reader.organizationName();
                                    default -> csrf;
                                }));
    }
}
