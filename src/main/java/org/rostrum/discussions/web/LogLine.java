package org.rostrum.discussions.web;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Something of the log that is no message, as a line of the meeting's thread says it. The script {@code room-words.js}
 * says the same words; change both.
 */
record LogLine(long seq, Instant at, String words, String href) {

    /** @return empty for what the room does not speak of */
    static Optional<LogLine> of(JsonNode event, String meetingAddress) {
        JsonNode data = event.path("data");
        String contribution = "/contributions/" + data.path("id").asString("");
        String number = data.path("number").asString("");
        String title = data.path("title").asString("");
        return switch (event.path("type").asString("")) {
            case "agenda.published" ->
                line(
                        event,
                        "Agenda version %d published"
                                .formatted(data.path("version").asInt()),
                        meetingAddress + "/agenda");
            case "contribution.reserved" -> line(event, number + " reserved: " + title, contribution);
            case "contribution.submitted" -> {
                int revision = data.path("revision").asInt(0);
                yield line(
                        event,
                        number + (revision > 0 ? " revision " + revision : "") + " submitted"
                                + (data.path("late").asBoolean(false) ? " late" : "") + ": " + title,
                        contribution);
            }
            case "contribution.withdrawn" -> line(event, number + " withdrawn", contribution);
            default -> Optional.empty();
        };
    }

    private static Optional<LogLine> line(JsonNode event, String words, String href) {
        return Optional.of(new LogLine(
                event.path("seq").asLong(), Instant.parse(event.path("at").asString()), words, href));
    }
}
