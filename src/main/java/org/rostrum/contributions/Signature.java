package org.rostrum.contributions;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;

/** An organisation asked to stand behind a contribution, and its answer. Each answers for itself only. */
@Entity
@SuppressWarnings("UnusedVariable") // what pages show is read by statements, not through the aggregate
class Signature {

    private static final int LONGEST_WORD = 1_000;

    @Id
    private UUID id;

    private UUID contributionId;
    private String contributionType;

    @Enumerated(EnumType.STRING)
    private SignatureKind kind;

    private UUID organizationId;
    private @Nullable UUID delegateId;
    private UUID askedBy;
    private Instant askedAt;

    @Enumerated(EnumType.STRING)
    private SignatureState state;

    private @Nullable Instant signedAt;
    private @Nullable UUID settledBy;
    private @Nullable Instant settledAt;
    private @Nullable String word;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Signature() {}

    /** Refuses what is decided, support for what is no work item, and the author's own organisation. */
    static Signature ask(
            Contribution contribution,
            SignatureKind kind,
            OrganizationId organization,
            @Nullable PersonId delegate,
            PersonId by,
            Instant now) {
        contribution.requireUndecided();
        if (kind == SignatureKind.SUPPORT && contribution.type() != ContributionType.WID) {
            throw Refusal.conflict("Only a work item description needs organisations that support it. "
                    + "Ask the organisation to sign as a source instead.");
        }
        if (organization.equals(contribution.organization())) {
            throw Refusal.invalid(
                    "organization",
                    kind == SignatureKind.SOURCE
                            ? "It comes from this organisation already, which needs no asking."
                            : "It is this organisation's own work item. Others are asked to support it.");
        }
        Signature asked = new Signature();
        asked.id = NewId.next();
        asked.contributionId = contribution.id().value();
        asked.contributionType = contribution.type().code();
        asked.kind = kind;
        asked.organizationId = organization.value();
        asked.delegateId = delegate == null ? null : delegate.value();
        asked.askedBy = by.value();
        asked.askedAt = now;
        asked.state = SignatureState.ASKED;
        return asked;
    }

    /** Also after a no, or after taking it back. Refuses what is signed already, or no longer asked. */
    void sign(@Nullable String said, PersonId by, Instant now) {
        if (state == SignatureState.SIGNED) {
            throw Refusal.conflict("Your organisation has signed already.");
        }
        requireStillAsked();
        settle(SignatureState.SIGNED, said, by, now);
        signedAt = now;
    }

    void decline(@Nullable String said, PersonId by, Instant now) {
        requireStillAsked();
        if (state != SignatureState.ASKED) {
            throw Refusal.conflict(
                    state == SignatureState.SIGNED
                            ? "Your organisation has signed. Take the signature back instead."
                            : "Your organisation has answered already.");
        }
        settle(SignatureState.DECLINED, said, by, now);
    }

    void takeBack(@Nullable String said, PersonId by, Instant now) {
        if (state != SignatureState.SIGNED) {
            throw Refusal.conflict("Your organisation does not sign this, so there is nothing to take back.");
        }
        settle(SignatureState.TAKEN_BACK, said, by, now);
    }

    /** The author no longer asks. */
    void withdraw(PersonId by, Instant now) {
        if (state != SignatureState.ASKED) {
            throw Refusal.conflict("The organisation has answered already. What it signed only it can take back.");
        }
        settle(SignatureState.WITHDRAWN, null, by, now);
    }

    private void requireStillAsked() {
        if (state == SignatureState.WITHDRAWN) {
            throw Refusal.conflict("The author no longer asks your organisation.");
        }
    }

    private void settle(SignatureState to, @Nullable String said, PersonId by, Instant now) {
        String text = said == null ? "" : Title.paragraphs("word", "answer", said, LONGEST_WORD);
        word = text.isEmpty() ? null : text;
        state = to;
        settledBy = by.value();
        settledAt = now;
    }

    SignatureId id() {
        return new SignatureId(id);
    }

    SignatureKind kind() {
        return kind;
    }

    SignatureState state() {
        return state;
    }

    OrganizationId organization() {
        return new OrganizationId(organizationId);
    }

    @Nullable PersonId delegate() {
        return delegateId == null ? null : new PersonId(delegateId);
    }

    PersonId askedBy() {
        return new PersonId(askedBy);
    }

    @Nullable String word() {
        return word;
    }
}
