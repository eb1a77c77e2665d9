package org.rostrum.contributions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.News;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Late passes: an author asks, the chair or a vice-chair decides, and the file may come once. Whoever may move a meeting
 * and its deadline ({@link Act#CALL_MEETING}) may make an exception from it. The request is between the two: other members
 * see only that what came was late.
 */
@Service
public class LatePasses {

    private final LatePassRepository passes;
    private final ContributionRepository repository;
    private final Contributions contributions;
    private final JdbcClient jdbc;
    private final Times times;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    LatePasses(
            LatePassRepository passes,
            ContributionRepository repository,
            Contributions contributions,
            JdbcClient jdbc,
            Times times,
            Clock clock,
            ApplicationEventPublisher events) {
        this.passes = passes;
        this.repository = repository;
        this.contributions = contributions;
        this.jdbc = jdbc;
        this.times = times;
        this.clock = clock;
        this.events = events;
    }

    /** Whether they may decide about requests here. */
    public static boolean decides(Viewer viewer, Place place) {
        return viewer.may(Act.CALL_MEETING, place);
    }

    /** What was asked for a contribution, the latest first, for its people and those who decide; empty for others. */
    public List<LatePassView> of(ContributionView contribution, Viewer viewer) {
        Place place = place(contribution);
        return viewer.may(Act.REVISE, place) || decides(viewer, place)
                ? jdbc.sql("""
                                select p.state, w.name as requested_by, o.name as organization, p.reason, p.requested_at,
                                       s.name as settled_by, p.settled_at, p.answer, p.used_at
                                  from late_pass p
                                  join person w on w.id = p.requested_by
                                  left join organization o on o.id = p.organization_id
                                  left join person s on s.id = p.settled_by
                                 where p.contribution_id = :contribution
                                 order by p.requested_at desc""")
                        .param("contribution", contribution.id().value())
                        .query((row, n) -> view(row))
                        .list()
                : List.of();
    }

    private static LatePassView view(ResultSet row) throws SQLException {
        return new LatePassView(
                LatePassState.valueOf(row.getString("state")),
                row.getString("requested_by"),
                row.getString("organization"),
                row.getString("reason"),
                row.getTimestamp("requested_at").toInstant(),
                row.getString("settled_by"),
                instant(row, "settled_at"),
                row.getString("answer"),
                instant(row, "used_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** For a reserved number of one's own whose file comes after the deadline; the chair and the vice-chairs are told. */
    @Transactional
    public void request(ContributionId id, String reason, Viewer viewer) {
        ContributionView view = contributions.require(id, viewer);
        viewer.require(Act.REVISE, place(view));
        MeetingView meeting = view.meeting();
        Contribution contribution = locked(id);
        Instant now = now();
        if (meeting.cancelled() || now.isAfter(meeting.endsAt())) {
            throw Refusal.conflict(
                    meeting.cancelled()
                            ? "This meeting is cancelled."
                            : "This meeting is over. Reserve a number of the next.");
        }
        latest(id).map(LatePass::state).ifPresent(state -> {
            if (state == LatePassState.REQUESTED || state == LatePassState.GRANTED) {
                throw Refusal.conflict(
                        state == LatePassState.GRANTED
                                ? "The chair gave a late pass already. Upload the file."
                                : "A late pass was asked for already. The chair has still to decide.");
            }
        });
        passes.saveAndFlush(
                LatePass.request(contribution, Deadline.of(meeting, times), reason, viewer.requirePerson(), now));
        events.publishEvent(new News(
                chairs(meeting),
                "late-pass.requested",
                "A late pass is asked for: " + number(view),
                viewer.name() + " asks that \"" + contribution.title() + "\" may come after the deadline of "
                        + meeting.name() + ", for this reason:\n\n" + reason.strip(),
                "/contributions/" + id));
    }

    @Transactional
    public void withdraw(ContributionId id, Viewer viewer) {
        ContributionView view = contributions.require(id, viewer);
        viewer.require(Act.REVISE, place(view));
        change(id, pass -> pass.withdraw(viewer.requirePerson(), now()));
    }

    /** @param answer for the author; may be empty */
    @Transactional
    public void grant(ContributionId id, @Nullable String answer, Viewer viewer) {
        decide(id, viewer, "late-pass.granted", pass -> pass.grant(answer, viewer.requirePerson(), now()));
    }

    /** @param answer why not, for the author */
    @Transactional
    public void decline(ContributionId id, @Nullable String answer, Viewer viewer) {
        decide(id, viewer, "late-pass.declined", pass -> pass.decline(answer, viewer.requirePerson(), now()));
    }

    /** Takes a decision back while nothing has come of it; the request waits again. */
    @Transactional
    public void undo(ContributionId id, Viewer viewer) {
        decide(id, viewer, "late-pass.decision-undone", LatePass::undo);
    }

    private void decide(ContributionId id, Viewer viewer, String action, Consumer<LatePass> decision) {
        ContributionView view = contributions.require(id, viewer);
        viewer.require(Act.CALL_MEETING, place(view));
        LatePassState[] before = new LatePassState[1];
        LatePass pass = change(id, decided -> {
            before[0] = decided.state();
            decision.accept(decided);
        });
        Map<String, Object> after = new LinkedHashMap<>();
        after.put("number", number(view));
        after.put("state", pass.state());
        after.put("reason", pass.reason());
        after.put("answer", pass.answer());
        events.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(),
                action,
                "contribution",
                id.toString(),
                Map.of("state", before[0]),
                after));
        events.publishEvent(told(view, pass, action));
    }

    private static News told(ContributionView view, LatePass pass, String type) {
        String number = number(view);
        String said = pass.answer() == null ? "" : "\n\n" + pass.answer();
        return switch (pass.state()) {
            case GRANTED ->
                news(view, pass, type, "Late pass given: " + number, "Upload the file; it will be marked late." + said);
            case DECLINED -> news(view, pass, type, "Late pass declined: " + number, "The chair says why:" + said);
            default ->
                news(
                        view,
                        pass,
                        type,
                        "Late pass undecided again: " + number,
                        "The chair took the decision back and looks at your request again.");
        };
    }

    private static News news(ContributionView view, LatePass pass, String type, String title, String text) {
        return new News(
                List.of(pass.requestedBy()),
                type,
                title,
                view.row().title() + "\n\n" + text,
                "/contributions/" + view.id());
    }

    private static String number(ContributionView view) {
        return view.row().number().number();
    }

    /** Whether a first file may come after the deadline; under the contribution's lock. */
    boolean granted(ContributionId id) {
        return passes.findByContributionIdAndState(id.value(), LatePassState.GRANTED)
                .isPresent();
    }

    /** The file has come late by the pass it has, if it has one; under the contribution's lock. */
    void use(ContributionId id, Instant now) {
        passes.findByContributionIdAndState(id.value(), LatePassState.GRANTED).ifPresent(pass -> {
            pass.use(now);
            passes.saveAndFlush(pass);
        });
    }

    private LatePass change(ContributionId id, Consumer<LatePass> change) {
        locked(id);
        LatePass pass = latest(id)
                .orElseThrow(() -> Refusal.conflict("Nobody has asked for a late pass for this contribution."));
        change.accept(pass);
        return passes.saveAndFlush(pass);
    }

    private Optional<LatePass> latest(ContributionId id) {
        return passes.findByContributionIdOrderByRequestedAtDesc(id.value(), Limit.of(1)).stream()
                .findFirst();
    }

    /** Everything about a pass happens under its contribution's lock, as the upload that uses it does. */
    private Contribution locked(ContributionId id) {
        return repository.locked(id.value()).orElseThrow(() -> new NotFound("contribution"));
    }

    private static Place place(ContributionView view) {
        return view.meeting().permissions().ownedBy(view.row().author(), view.organization());
    }

    private List<UUID> chairs(MeetingView meeting) {
        return jdbc.sql("""
                        select distinct person_id from current_office
                         where group_id = :group and role in ('CHAIR', 'VICE_CHAIR')""")
                .param("group", meeting.group().id().value())
                .query((row, n) -> row.getObject("person_id", UUID.class))
                .list();
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
