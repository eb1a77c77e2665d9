package org.rostrum.registrations;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.rostrum.events.EventId;
import org.rostrum.meetings.ParticipationMode;

/**
 * What somebody answers in the one form of a week.
 *
 * @param choices how they take part, by part; those they do not take part in are not there
 * @param meetings of groups that they attend
 * @param listed whether their name may stand in the list that other participants read
 */
public record RegistrationRequest(
        Map<EventId, ParticipationMode> choices, Map<QuestionId, String> answers, Set<UUID> meetings, boolean listed) {

    /** What the fields of a form and of refusals are called. */
    public static String partField(EventId part) {
        return "part-" + part;
    }

    public static String questionField(QuestionId question) {
        return "question-" + question;
    }

    boolean inPerson() {
        return choices.containsValue(ParticipationMode.IN_PERSON);
    }
}
