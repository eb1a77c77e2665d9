package org.rostrum.contributions;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;

/** The chair's leave for one contribution to come after the deadline: asked for, decided, used once. */
@Entity
@SuppressWarnings("UnusedVariable") // what pages show is read by statements, not through the aggregate
class LatePass {

    private static final int LONGEST = 2_000;

    @Id
    private UUID id;

    private UUID contributionId;
    private UUID requestedBy;
    private @Nullable UUID organizationId;
    private String reason;
    private Instant requestedAt;

    @Enumerated(EnumType.STRING)
    private LatePassState state;

    private @Nullable UUID settledBy;
    private @Nullable Instant settledAt;
    private @Nullable String answer;
    private @Nullable Instant usedAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected LatePass() {}

    /** Refuses what needs no pass, and what no pass helps. */
    static LatePass request(Contribution contribution, Deadline deadline, String reason, PersonId by, Instant now) {
        if (contribution.state() != ContributionState.RESERVED) {
            throw Refusal.conflict(
                    "A late pass is for a reserved number without a file. This one has its file already, "
                            + "or was withdrawn.");
        }
        if (contribution.type().exemptFromDeadline()) {
            throw Refusal.conflict("The deadline is not for this type of contribution. Upload the file.");
        }
        if (!deadline.passed(now)) {
            throw Refusal.conflict(
                    "The deadline has not passed yet. Upload the file until " + deadline.inWords() + ".");
        }
        switch (deadline.policy()) {
            case ACCEPT -> throw Refusal.conflict("This meeting takes what comes late and marks it. Upload the file.");
            case REFUSE ->
                throw Refusal.conflict("This meeting takes no late contributions, and gives no late passes.");
            case PASS -> {}
        }
        LatePass pass = new LatePass();
        pass.id = NewId.next();
        pass.contributionId = contribution.id().value();
        pass.requestedBy = by.value();
        pass.organizationId = contribution.organization() == null
                ? null
                : contribution.organization().value();
        pass.reason = Title.paragraphs("reason", "reason", reason, LONGEST);
        if (pass.reason.isEmpty()) {
            throw Refusal.invalid("reason", "Say why it comes late. The chair decides by it.");
        }
        pass.requestedAt = now;
        pass.state = LatePassState.REQUESTED;
        return pass;
    }

    /** The author no longer wants it. */
    void withdraw(PersonId by, Instant now) {
        requireUndecided();
        settle(LatePassState.WITHDRAWN, null, by, now);
    }

    /** @param answer may be empty: the author's reason was enough */
    void grant(@Nullable String answer, PersonId by, Instant now) {
        requireUndecided();
        settle(LatePassState.GRANTED, said(answer), by, now);
    }

    void decline(@Nullable String answer, PersonId by, Instant now) {
        requireUndecided();
        String why = said(answer);
        if (why == null) {
            throw Refusal.invalid("answer", "Say why not. The author reads it.");
        }
        settle(LatePassState.DECLINED, why, by, now);
    }

    /** Takes a decision back, as long as nothing came of it; the request waits again. */
    void undo() {
        if (state != LatePassState.GRANTED && state != LatePassState.DECLINED) {
            throw Refusal.conflict(
                    state == LatePassState.USED
                            ? "The file has come already, so the late pass cannot be taken back."
                            : "Nothing was decided here that could be taken back.");
        }
        state = LatePassState.REQUESTED;
        settledBy = null;
        settledAt = null;
        answer = null;
    }

    /** Its file has come. */
    void use(Instant now) {
        if (state != LatePassState.GRANTED) {
            throw new IllegalStateException("Only a pass that was given is used");
        }
        state = LatePassState.USED;
        usedAt = now;
    }

    private void requireUndecided() {
        if (state != LatePassState.REQUESTED) {
            throw Refusal.conflict(
                    switch (state) {
                        case GRANTED, USED -> "This late pass was given already.";
                        case DECLINED -> "This request was declined already.";
                        default -> "This request was withdrawn.";
                    });
        }
    }

    private static @Nullable String said(@Nullable String answer) {
        String said = answer == null ? "" : Title.paragraphs("answer", "answer", answer, LONGEST);
        return said.isEmpty() ? null : said;
    }

    private void settle(LatePassState to, @Nullable String said, PersonId by, Instant now) {
        state = to;
        answer = said;
        settledBy = by.value();
        settledAt = now;
    }

    UUID requestedBy() {
        return requestedBy;
    }

    LatePassState state() {
        return state;
    }

    String reason() {
        return reason;
    }

    @Nullable String answer() {
        return answer;
    }
}
