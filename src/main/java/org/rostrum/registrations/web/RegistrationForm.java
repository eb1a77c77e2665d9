package org.rostrum.registrations.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventId;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.registrations.QuestionId;
import org.rostrum.registrations.Registration;
import org.rostrum.registrations.RegistrationPart;
import org.rostrum.registrations.RegistrationQuestion;
import org.rostrum.registrations.RegistrationRequest;
import org.rostrum.registrations.RegistrationSetup;
import org.rostrum.shared.Refusal;
import org.springframework.util.MultiValueMap;

/**
 * The form of a week as it is typed. Which fields it has the staff decide, so they are kept by name: a part's, a
 * question's, as {@link RegistrationRequest} calls them.
 *
 * @param version of the registration that was seen; empty where none was
 */
public record RegistrationForm(Map<String, String> fields, Set<String> meetings, boolean listed, String version) {

    static RegistrationForm sent(MultiValueMap<String, String> sent) {
        Map<String, String> fields = new HashMap<>();
        sent.forEach((name, values) -> {
            if ((name.startsWith("part-") || name.startsWith("question-")) && !values.isEmpty()) {
                fields.put(name, values.getFirst() == null ? "" : values.getFirst());
            }
        });
        return new RegistrationForm(
                fields,
                new HashSet<>(sent.getOrDefault("meetings", List.of())),
                sent.containsKey("listed"),
                sent.getFirst("version") == null ? "" : String.valueOf(sent.getFirst("version")));
    }

    /** What is registered now; of a registration that was withdrawn, the answers it had. */
    static RegistrationForm of(@Nullable Registration kept) {
        if (kept == null) {
            return new RegistrationForm(Map.of(), Set.of(), false, "");
        }
        Map<String, String> fields = new HashMap<>();
        kept.choices()
                .forEach(choice -> fields.put(
                        RegistrationRequest.partField(choice.part()),
                        choice.mode().name()));
        kept.answers().forEach((question, answer) -> fields.put(RegistrationRequest.questionField(question), answer));
        return new RegistrationForm(
                fields,
                kept.meetings().stream().map(UUID::toString).collect(Collectors.toSet()),
                kept.listed(),
                Integer.toString(kept.version()));
    }

    public String part(EventId part) {
        return fields.getOrDefault(RegistrationRequest.partField(part), "");
    }

    public String answer(QuestionId question) {
        return fields.getOrDefault(RegistrationRequest.questionField(question), "");
    }

    public boolean attends(UUID meeting) {
        return meetings.contains(meeting.toString());
    }

    @Nullable Integer seen() {
        try {
            return version.isEmpty() ? null : Integer.valueOf(version);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    RegistrationRequest request(RegistrationSetup setup) {
        Map<EventId, ParticipationMode> choices = new LinkedHashMap<>();
        for (RegistrationPart part : setup.parts()) {
            String chosen = part(part.event());
            if (!chosen.isEmpty() && !chosen.equals("NONE")) {
                choices.put(part.event(), mode(part.event(), chosen));
            }
        }
        Map<QuestionId, String> answers = new LinkedHashMap<>();
        for (RegistrationQuestion question : setup.asked()) {
            answers.put(question.id(), answer(question.id()));
        }
        return new RegistrationRequest(choices, answers, chosenMeetings(), listed);
    }

    private static ParticipationMode mode(EventId part, String chosen) {
        return Stream.of(ParticipationMode.values())
                .filter(mode -> mode.name().equals(chosen))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        RegistrationRequest.partField(part),
                        "Say whether you come in person, take part remotely or not at all."));
    }

    private Set<UUID> chosenMeetings() {
        Set<UUID> chosen = new HashSet<>();
        for (String meeting : meetings) {
            try {
                chosen.add(UUID.fromString(meeting));
            } catch (IllegalArgumentException e) {
                throw Refusal.invalid("meetings", "One of the meetings cannot be read. Choose them again.");
            }
        }
        return chosen;
    }
}
