package org.rostrum.testing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.ChangeCategory;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.LiaisonDirection;
import org.rostrum.contributions.Particulars;
import org.rostrum.contributions.Purpose;
import org.rostrum.contributions.Reservation;
import org.rostrum.contributions.SpecificationId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reservations that say all that the first file of their type asks for, for tests that are about something else. */
public final class Complete {

    private static final UUID SPECIFICATION = Cast.stableId("specification/complete");

    private Complete() {}

    public static Reservation reservation(ContributionType type, Purpose purpose, String title, JdbcClient jdbc) {
        return new Reservation(
                type,
                purpose,
                title,
                "",
                null,
                null,
                type == ContributionType.CR ? specification(jdbc) : null,
                particulars(type));
    }

    /** Some document of the registry. */
    public static SpecificationId specification(JdbcClient jdbc) {
        jdbc.sql("""
                        insert into specification (id, enabler, enabler_name, document_type, version, status, file_name)
                        values (?, 'Complete', 'Complete', 'Technical Specification', 'V1.0', 'Approved',
                                'OMA-TS-Complete-V1_0-20260101-A.pdf') on conflict do nothing""").param(SPECIFICATION).update();
        return new SpecificationId(SPECIFICATION);
    }

    public static @Nullable Particulars particulars(ContributionType type) {
        return switch (type) {
            case CR ->
                new Particulars.ChangeRequest("6.2", ChangeCategory.BUG_FIX, "It is wrong.", "", "It stays wrong.");
            case PCR -> new Particulars.ProposedText("A draft", "");
            case LS ->
                new Particulars.LiaisonStatement(
                        LiaisonDirection.IN, "Imaginary Metering Forum", "The group", "", "", null, "", null);
            case WID -> new Particulars.WorkItem("Something new", "", null, "");
            case INP, AGD, MINS, REP, DISC -> null;
        };
    }
}
