package org.rostrum.contributions;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Particulars.LiaisonStatement;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.stereotype.Component;

/** Finds what a liaison statement answers, where that is one of ours. */
@Component
class Replies {

    private final Contributions contributions;
    private final Numbers numbers;

    Replies(Contributions contributions, Numbers numbers) {
        this.contributions = contributions;
        this.numbers = numbers;
    }

    /** The same, a number of ours followed. What is no number of ours stays a reference of the other side. */
    @Nullable Particulars followed(@Nullable Particulars particulars, Viewer viewer) {
        if (!(particulars instanceof LiaisonStatement letter)
                || letter.replyTo().isEmpty()) {
            return particulars;
        }
        ContributionId id = find(letter.replyTo()).orElse(null);
        if (id == null) {
            return letter;
        }
        try {
            ContributionRow answered = contributions.require(id, viewer).row();
            if (answered.type() != ContributionType.LS) {
                throw Refusal.invalid(
                        Particulars.field("replyTo"),
                        answered.number() + " is no liaison statement. Give the number of the one that this answers.");
            }
            return letter.answering(id, answered.number().number());
        } catch (NotFound e) {
            // As for a number that nobody has: whoever may not read it learns nothing of it.
            return letter;
        }
    }

    /** The number alone, or the name of its document. */
    private Optional<ContributionId> find(String typed) {
        return numbers.cited(typed)
                .filter(cited -> cited.rest().isEmpty() || cited.rest().startsWith("-"))
                .map(Numbers.Cited::id);
    }
}
