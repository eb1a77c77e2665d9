package org.rostrum.discussions;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.rostrum.shared.Refusal;

/** How one answers a message without a word. It counts for nothing: opinions are taken by polls and consensus calls. */
public enum Reaction {
    LIKE("👍", "Thumbs up"),
    THANKS("🙏", "Thanks"),
    SMILE("🙂", "Smile"),
    LOOKING("👀", "Looking into it"),
    DONE("✅", "Done"),
    UNCLEAR("❓", "Not clear");

    private final String sign;
    private final String label;

    Reaction(String sign, String label) {
        this.sign = sign;
        this.label = label;
    }

    public String sign() {
        return sign;
    }

    public String label() {
        return label;
    }

    /** As the database, the wire and addresses have it. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Refusal where there is no such reaction */
    @JsonCreator
    public static Reaction of(String code) {
        return Arrays.stream(values())
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "reaction",
                        "One reacts with "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(Reaction::code)
                                                .toList()) + "."));
    }
}
