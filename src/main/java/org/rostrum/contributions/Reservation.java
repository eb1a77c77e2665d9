package org.rostrum.contributions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.Refusal;

/**
 * What a delegate asks a number for.
 *
 * @param source the organisations it comes from; null for the author's own
 * @param agendaItem where the author proposes to treat it
 * @param specification what a change request is written against; may come later
 * @param particulars what its type asks for beside; may come later
 */
public record Reservation(
        ContributionType type,
        Purpose purpose,
        String title,
        String summary,
        @Nullable String source,
        @Nullable UUID agendaItem,
        @Nullable SpecificationId specification,
        @Nullable Particulars particulars) {

    public Reservation {
        if (particulars != null && particulars.type() != type) {
            throw Refusal.invalid(
                    "particulars",
                    "These are the particulars of type " + particulars.type().code() + ", and this is of type "
                            + type.code() + ".");
        }
    }

    public Reservation(ContributionType type, Purpose purpose, String title) {
        this(type, purpose, title, "", null, null, null);
    }

    public Reservation(
            ContributionType type,
            Purpose purpose,
            String title,
            String summary,
            @Nullable String source,
            @Nullable UUID agendaItem,
            @Nullable SpecificationId specification) {
        this(type, purpose, title, summary, source, agendaItem, specification, null);
    }

    /** The same, from somebody else; null for the author's own organisation. */
    Reservation from(@Nullable String source) {
        return new Reservation(type, purpose, title, summary, source, agendaItem, specification, particulars);
    }

    /** Tells a retry of the same from another one that was sent under the same key. */
    String digest(MeetingId meeting) {
        return sha256(String.join(
                "\u0000",
                meeting.toString(),
                type.code(),
                purpose.label(),
                title,
                summary,
                String.valueOf(source),
                String.valueOf(agendaItem),
                String.valueOf(specification),
                String.valueOf(particulars)));
    }

    /** The same of several that are asked for in one go. */
    static String digest(MeetingId meeting, List<Reservation> several) {
        return sha256("together\u0000"
                + several.stream().map(one -> one.digest(meeting)).collect(Collectors.joining("\u0000")));
    }

    private static String sha256(String all) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
