package org.rostrum.discussions.web;

import java.time.Instant;
import java.util.List;
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
        String organization = data.path("organization").asString("");
        String type = event.path("type").asString("");
        return switch (type) {
            case "agenda.published" -> published(event, meetingAddress);
            case "agenda.allocated" -> allocated(event, data, meetingAddress + "/agenda");
            case "agenda.item-opened", "agenda.item-closed" ->
                line(
                        event,
                        discussed(event),
                        meetingAddress + "/agenda#item-" + data.path("item").asString(""));
            case "contribution.reserved" -> line(event, number + " reserved: " + title, contribution);
            case "contribution.submitted" -> {
                int revision = data.path("revision").asInt(0);
                yield line(
                        event,
                        number + (revision > 0 ? " revision " + revision : "") + " submitted"
                                + (data.path("late").asBoolean(false) ? " late" : "") + ": " + title,
                        contribution);
            }
            case "contribution.opened",
                    "contribution.decided",
                    "contribution.reopened",
                    "contribution.withdrawn",
                    "contribution.undone" -> {
                int count = data.path("count").asInt(1);
                yield line(
                        event,
                        (count == 1 ? number : count + " contributions") + " "
                                + data.path("said").asString("withdrawn"),
                        count == 1 ? contribution : meetingAddress + "/contributions");
            }
            case "contribution.drafted" ->
                line(
                        event,
                        "Draft " + data.path("draft").asInt() + " of " + number + ": "
                                + data.path("fileName").asString(""),
                        contribution);
            case "contribution.objected" -> line(event, organization + " objects to " + number, contribution);
            case "contribution.objection-withdrawn" ->
                line(event, organization + " withdrew its objection to " + number, contribution);
            case "contribution.objection-sustained" ->
                line(event, "Objection of " + organization + " to " + number + " sustained", contribution);
            case "contribution.objection-unsettled" ->
                line(event, "Objection of " + organization + " to " + number + " not settled", contribution);
            case "action.given" ->
                line(
                        event,
                        "Action " + number + " for " + data.path("assignee").asString("") + ": "
                                + data.path("text").asString(""),
                        meetingAddress + "/actions");
            case "minutes.approved" -> line(event, "Minutes approved: " + number + " " + title, contribution);
            case "minutes.approval-undone" -> line(event, "Approval of minutes taken back: " + number, contribution);
            case "room.moderated" -> line(event, rules(data), meetingAddress + "/room");
            case "thread.opened", "thread.closed", "thread.reopened" ->
                line(
                        event,
                        "Offline discussion " + type.substring("thread.".length()) + ": " + title,
                        meetingAddress + "/room?thread=" + data.path("thread").asString(""));
            case "queue.called" -> line(event, speaks(data), meetingAddress + "/room#room-floor");
            default -> Optional.empty();
        };
    }

    private static String rules(JsonNode data) {
        JsonNode slow = data.path("slowSeconds");
        String words =
                RoomRulesNotice.words(data.path("readOnly").asBoolean(false), slow.isInt() ? slow.asInt() : null);
        return words.isEmpty() ? "The room is open: everybody writes without a wait" : words;
    }

    private static String speaks(JsonNode data) {
        String organization = data.path("organization").asString("");
        String topic = data.path("topic").asString("");
        return data.path("name").asString("") + (organization.isEmpty() ? "" : " (" + organization + ")")
                + " has the floor" + (topic.isEmpty() ? "" : ": " + topic);
    }

    /** What members can find: a place on an item they do not read yet is none of theirs. */
    private static Optional<LogLine> allocated(JsonNode event, JsonNode data, String agenda) {
        List<JsonNode> contributions = data.path("contributions").valueStream().toList();
        if (contributions.isEmpty()
                || contributions.stream()
                        .anyMatch(one -> !one.path("item").isNull()
                                && one.path("itemNumber").isNull())) {
            return Optional.empty();
        }
        JsonNode first = contributions.getFirst();
        int count = data.path("count").asInt();
        String what = count == 1 ? first.path("number").asString("") : count + " contributions";
        if (contributions.stream().allMatch(one -> one.path("item").isNull())) {
            return line(
                    event,
                    what + " taken off the agenda",
                    count == 1 ? "/contributions/" + first.path("id").asString("") : agenda);
        }
        return contributions.stream().allMatch(one -> one.path("item").equals(first.path("item")))
                ? line(
                        event,
                        what + " placed on item " + first.path("itemNumber").asString(""),
                        agenda + "#item-" + first.path("item").asString(""))
                : line(event, what + " placed on the agenda", agenda);
    }

    private static String discussed(JsonNode event) {
        JsonNode data = event.path("data");
        String number = data.path("number").asString("");
        String item = (number + " " + data.path("title").asString("")).strip();
        boolean takenBack = data.path("takenBack").asBoolean(false);
        if (event.path("type").asString("").equals("agenda.item-opened")) {
            return (takenBack ? "Back on " : "Now: ") + item;
        }
        return item + (takenBack ? " was opened by mistake" : " closed");
    }

    /** Nothing where only the officers read something else. */
    private static Optional<LogLine> published(JsonNode event, String meetingAddress) {
        JsonNode changed = event.path("data").path("changed");
        if (changed.isString() && changed.asString().isEmpty()) {
            return Optional.empty();
        }
        return line(
                event,
                "Agenda version %d published"
                                .formatted(event.path("data").path("version").asInt())
                        + (changed.isString() ? ": " + changed.asString() : ""),
                meetingAddress + "/agenda");
    }

    private static Optional<LogLine> line(JsonNode event, String words, String href) {
        return Optional.of(new LogLine(
                event.path("seq").asLong(), Instant.parse(event.path("at").asString()), words, href));
    }
}
