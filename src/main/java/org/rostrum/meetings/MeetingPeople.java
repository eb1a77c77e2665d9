package org.rostrum.meetings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.OfficeRole;

/** Who belongs to a meeting: those who held an office when it began, who takes part, and who was invited. */
public record MeetingPeople(List<Officer> officers, List<Party> parties, List<Guest> guests) {

    public record Officer(
            OfficeRole role, String name, @Nullable String organization) {}

    /** @param organization null for the staff */
    public record Party(@Nullable String organization, List<Participant> participants) {}

    /** @param attended how they were there, so far; null where they were not */
    public record Participant(
            String name, ParticipationMode mode, @Nullable ParticipationMode attended) {}

    /**
     * @param mode null for a guest who has not said whether they come
     * @param attended how they were there, so far; null where they were not
     */
    public record Guest(
            String name,
            String invitedBy,
            @Nullable ParticipationMode mode,
            @Nullable ParticipationMode attended) {}

    public long inPerson() {
        return count(ParticipationMode.IN_PERSON);
    }

    public long remote() {
        return count(ParticipationMode.REMOTE);
    }

    /** Of those who said that they take part, how many were there. */
    public long attended() {
        return parties.stream()
                        .flatMap(party -> party.participants().stream())
                        .filter(participant -> participant.attended() != null)
                        .count()
                + guests.stream().filter(guest -> guest.attended() != null).count();
    }

    public long people() {
        return inPerson() + remote();
    }

    private long count(ParticipationMode mode) {
        return parties.stream()
                        .flatMap(party -> party.participants().stream())
                        .filter(participant -> participant.mode() == mode)
                        .count()
                + guests.stream().filter(guest -> guest.mode() == mode).count();
    }
}
