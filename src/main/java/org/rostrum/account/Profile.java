package org.rostrum.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.OfficeRole;
import org.rostrum.organizations.Standing;

/** Who somebody is here, as they see it themselves. */
public record Profile(
        String name,
        String email,
        boolean staff,
        boolean testStaff,
        boolean showsWriting,
        @Nullable Membership membership,
        List<Represented> represented,
        List<Office> offices,
        List<Guest> invitations) {

    /**
     * The member they represent now.
     *
     * @param level empty where the member has left
     * @param voteWeight as people write it, "½"
     */
    public record Membership(
            String organization, String level, String voteWeight, Standing standing, List<Right> rights) {}

    /** @param extent YES, NO, or WHEN_CHAIR: only for those who chair the group concerned */
    public record Right(String description, String extent, String note) {}

    public record Represented(
            String organization, Instant since, @Nullable Instant until) {}

    /** @param group its code, by which its page is found */
    public record Office(
            String group,
            String groupName,
            OfficeRole role,
            Instant since,
            @Nullable Instant until) {

        public boolean heldAt(Instant now) {
            return !since.isAfter(now) && !overAt(now);
        }

        public boolean overAt(Instant now) {
            return until != null && !until.isAfter(now);
        }
    }

    /** A meeting they were invited to as a guest. */
    public record Guest(String meeting, String invitedBy, Instant invitedAt) {}

    public List<Office> held(Instant now) {
        return offices.stream().filter(office -> office.heldAt(now)).toList();
    }

    public List<Office> toCome(Instant now) {
        return offices.stream()
                .filter(office -> !office.heldAt(now) && !office.overAt(now))
                .toList();
    }

    public List<Office> before(Instant now) {
        return offices.stream().filter(office -> office.overAt(now)).toList();
    }
}
