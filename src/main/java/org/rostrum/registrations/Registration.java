package org.rostrum.registrations;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventId;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.organizations.PersonId;

/**
 * Somebody's registration for a week, also one that was withdrawn: it keeps its code and its answers.
 *
 * @param code on the badge and in the QR code
 * @param choices empty when withdrawn
 * @param meetings that they attend, or want to when they get their place
 */
public record Registration(
        RegistrationId id,
        EventId event,
        PersonId person,
        String name,
        @Nullable String organization,
        String code,
        boolean listed,
        Instant registeredAt,
        Instant changedAt,
        @Nullable Instant withdrawnAt,
        int version,
        List<Choice> choices,
        Map<QuestionId, String> answers,
        Set<UUID> meetings) {

    /**
     * @param position on the waiting list, from 1; 0 for who has a place
     */
    public record Choice(EventId part, String name, ParticipationMode mode, PlaceState place, int position) {

        public boolean waiting() {
            return place == PlaceState.WAITING;
        }
    }

    public boolean active() {
        return withdrawnAt == null;
    }

    public boolean waits() {
        return choices.stream().anyMatch(Choice::waiting);
    }

    public Optional<Choice> choice(EventId part) {
        return choices.stream().filter(choice -> choice.part().equals(part)).findFirst();
    }

    /** In two halves, as one reads it out. */
    public String spelled() {
        return CheckInCode.spelled(code);
    }

    /** The answers as they would be sent again. */
    public RegistrationRequest request() {
        return new RegistrationRequest(
                choices.stream().collect(Collectors.toMap(Choice::part, Choice::mode)), answers, meetings, listed);
    }
}
