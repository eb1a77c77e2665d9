package org.rostrum.minutes;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;

/** A task given to somebody, with each step that was taken. Who may take it is asked before; what it allows, here. */
@Entity
@SuppressWarnings("UnusedVariable") // what pages show is read by statements, not through the aggregate
class Action {

    private static final int LONGEST = 2_000;

    @Id
    private UUID id;

    private UUID groupId;
    private int year;
    private int serial;
    private String text;
    private UUID assigneeId;
    private LocalDate dueOn;
    private @Nullable UUID meetingId;
    private @Nullable UUID agendaItemId;
    private UUID givenBy;
    private Instant givenAt;
    private @Nullable String intent;

    @Enumerated(EnumType.STRING)
    private ActionState state;

    private @Nullable UUID settledBy;
    private @Nullable Instant settledAt;
    private @Nullable String note;

    @ElementCollection
    @CollectionTable(name = "action_step", joinColumns = @JoinColumn(name = "action_id"))
    @OrderColumn(name = "position")
    private List<Step> steps = new ArrayList<>();

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Action() {}

    enum What {
        GIVEN("Given"),
        DONE("Done"),
        DROPPED("Dropped"),
        REOPENED("Reopened");

        private final String words;

        What(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    @Embeddable
    record Step(
            @Enumerated(EnumType.STRING) What what,
            UUID personId,
            Instant at,
            @Nullable String note) {}

    /** Refuses an action without a text, somebody to do it, or a day. */
    static Action give(
            UUID group,
            @Nullable UUID meeting,
            NewAction asked,
            PersonId by,
            Instant now,
            LocalDate today,
            @Nullable String intent) {
        Action given = new Action();
        given.text = required("text", "Say what is to be done.", asked.text());
        if (asked.assignee() == null) {
            throw Refusal.invalid("assignee", "Choose who does it.");
        }
        if (asked.dueOn() == null) {
            throw Refusal.invalid("dueOn", "Say by which day.");
        }
        if (asked.dueOn().isBefore(today)) {
            throw Refusal.invalid("dueOn", "This day has passed. Choose one to come.");
        }
        if (asked.dueOn().isAfter(today.plusYears(10))) {
            throw Refusal.invalid("dueOn", "This is more than ten years away. Look at the year again.");
        }
        given.id = NewId.next();
        given.groupId = group;
        given.meetingId = meeting;
        given.agendaItemId = asked.agendaItem();
        given.assigneeId = asked.assignee().value();
        given.dueOn = asked.dueOn();
        given.givenBy = by.value();
        given.givenAt = now;
        given.intent = intent;
        given.state = ActionState.OPEN;
        given.steps.add(new Step(What.GIVEN, by.value(), now, null));
        return given;
    }

    /** The last step of giving it, taken under the series' lock, so that a refused one leaves no gap. */
    void numbered(int year, int serial) {
        if (this.serial != 0) {
            throw new IllegalStateException("A number is given once");
        }
        this.year = year;
        this.serial = serial;
    }

    /** @param how may be empty */
    void complete(@Nullable String how, PersonId by, Instant now) {
        requireOpen();
        settle(ActionState.DONE, What.DONE, optional(how), by, now);
    }

    void drop(@Nullable String why, PersonId by, Instant now) {
        requireOpen();
        settle(ActionState.DROPPED, What.DROPPED, required("note", "Say why it is dropped.", why), by, now);
    }

    /** Takes a slip back, or finds that there is still something to do. */
    void reopen(@Nullable String why, PersonId by, Instant now) {
        if (state == ActionState.OPEN) {
            throw Refusal.conflict("This action is open already.");
        }
        state = ActionState.OPEN;
        settledBy = null;
        settledAt = null;
        note = null;
        steps.add(new Step(What.REOPENED, by.value(), now, optional(why)));
    }

    private void requireOpen() {
        if (state != ActionState.OPEN) {
            throw Refusal.conflict(
                    state == ActionState.DONE
                            ? "This action is done already. Reopen it if there is more to do."
                            : "This action was dropped. Reopen it first.");
        }
    }

    private void settle(ActionState to, What what, @Nullable String said, PersonId by, Instant now) {
        state = to;
        note = said;
        settledBy = by.value();
        settledAt = now;
        steps.add(new Step(what, by.value(), now, said));
    }

    private static @Nullable String optional(@Nullable String typed) {
        String said = typed == null ? "" : bounded("note", typed);
        return said.isEmpty() ? null : said;
    }

    private static String required(String field, String otherwise, @Nullable String typed) {
        String said = typed == null ? "" : bounded(field, typed);
        if (said.isEmpty()) {
            throw Refusal.invalid(field, otherwise);
        }
        return said;
    }

    private static String bounded(String field, String typed) {
        String said = typed.strip().replace("\r\n", "\n");
        if (said.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
            throw Refusal.invalid(field, "This holds control characters. Type it anew instead of pasting it.");
        }
        if (said.length() > LONGEST) {
            throw Refusal.invalid(
                    field, "This has %,d characters; up to %,d are taken.".formatted(said.length(), LONGEST));
        }
        return said;
    }

    ActionId id() {
        return new ActionId(id);
    }

    String number() {
        return ActionId.number(year, serial);
    }

    String text() {
        return text;
    }

    ActionState state() {
        return state;
    }

    UUID assignee() {
        return assigneeId;
    }

    UUID givenBy() {
        return givenBy;
    }
}
