package org.rostrum.registrations;

import java.util.List;

/**
 * A question that the staff ask of those who register.
 *
 * @param options of a choice; empty for other kinds
 * @param inPersonOnly asked of those only who come in person
 * @param retired no longer asked; its answers stay
 * @param answered whether anybody has answered it
 */
public record RegistrationQuestion(
        QuestionId id,
        String label,
        String hint,
        QuestionKind kind,
        List<String> options,
        boolean required,
        boolean inPersonOnly,
        boolean retired,
        boolean answered) {

    /** What a yes or no is answered with, or one of a few; empty where text is. */
    public List<String> answers() {
        return kind == QuestionKind.YES_NO ? List.of("Yes", "No") : options;
    }
}
