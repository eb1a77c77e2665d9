package org.rostrum.discussions.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rostrum.discussions.Missed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody missed, as they read it: what was decided first.
 *
 * @param decided dispositions, actions and approved minutes
 * @param agenda where the room went
 * @param other everything else that happened beside the talk
 */
record Summary(Missed missed, List<LogLine> decided, List<LogLine> agenda, List<LogLine> other) {

    private static final Set<String> DECISIONS = Set.of(
            "contribution.decided",
            "contribution.reopened",
            "contribution.undone",
            "contribution.withdrawn",
            "action.given",
            "minutes.approved",
            "minutes.approval-undone");

    static Summary of(Missed missed, String meetingAddress, JsonMapper json) {
        List<LogLine> decided = new ArrayList<>();
        List<LogLine> agenda = new ArrayList<>();
        List<LogLine> other = new ArrayList<>();
        for (String text : missed.events()) {
            JsonNode event = json.readTree(text);
            String type = event.path("type").asString("");
            LogLine.of(event, meetingAddress)
                    .ifPresent(
                            line -> (DECISIONS.contains(type) ? decided : type.startsWith("agenda.") ? agenda : other)
                                    .add(line));
        }
        return new Summary(missed, decided, agenda, other);
    }

    public boolean empty() {
        return decided.isEmpty()
                && agenda.isEmpty()
                && other.isEmpty()
                && missed.threads().isEmpty();
    }
}
