package org.rostrum.registrations;

/** How a question of the registration form is answered. */
public enum QuestionKind {
    LINE("One line"),
    TEXT("Several lines"),
    CHOICE("One of a few"),
    YES_NO("Yes or no");

    private final String label;

    QuestionKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
