package org.rostrum.contributions;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.Author;
import org.rostrum.rooms.RoomLog;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which version of a specification has an agreed change in its text. Until one has, the change waits for it. */
@Service
public class ChangesTakenUp {

    private final ContributionRepository repository;
    private final Contributions contributions;
    private final Specifications specifications;
    private final ParticularsTables particulars;
    private final RoomLog log;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    ChangesTakenUp(
            ContributionRepository repository,
            Contributions contributions,
            Specifications specifications,
            ParticularsTables particulars,
            RoomLog log,
            JdbcClient jdbc,
            Clock clock,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.contributions = contributions;
        this.specifications = specifications;
        this.particulars = particulars;
        this.log = log;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** The version that has a change; empty while none has. The view shows that the viewer may read it. */
    public Optional<SpecificationRow> of(ContributionView contribution) {
        return contribution.row().type() == ContributionType.CR
                ? takenUpIn(contribution.id()).flatMap(specifications::find)
                : Optional.empty();
    }

    private Optional<SpecificationId> takenUpIn(ContributionId id) {
        return jdbc.sql(
                        "select taken_up_in from change_request where contribution_id = :id and taken_up_in is not null")
                .param("id", id.value())
                .query((row, n) -> new SpecificationId(row.getObject("taken_up_in", UUID.class)))
                .optional();
    }

    /** The versions that may have an agreed change: all of its document but the one that it changes. */
    public List<SpecificationRow> choices(ContributionView contribution) {
        SpecificationId changed = contribution.row().specification();
        return changed == null
                        || !waits(contribution.row().type(), contribution.row().state())
                ? List.of()
                : specifications.versions(changed).stream()
                        .filter(version -> !version.id().equals(changed))
                        .toList();
    }

    /** Whether it is a change that was agreed. */
    public static boolean waits(ContributionRow row) {
        return waits(row.type(), row.state());
    }

    private static boolean waits(ContributionType type, ContributionState state) {
        return type == ContributionType.CR && Specifications.agreed(state);
    }

    /** @param version that has the change; null where none has, after all */
    @Transactional
    public void record(ContributionId id, @Nullable SpecificationId version, Viewer viewer) {
        ContributionView view = contributions.require(id, viewer);
        viewer.require(Act.RECORD_DISPOSITION, view.meeting().permissions());
        Contribution contribution = repository.locked(id.value()).orElseThrow(() -> new NotFound("contribution"));
        if (version != null && !waits(contribution.type(), contribution.state())) {
            throw Refusal.conflict("Only an agreed change request is taken up in a version.");
        }
        SpecificationId changed = view.row().specification();
        if (version != null
                && (changed == null
                        || version.equals(changed)
                        || specifications.versions(changed).stream()
                                .noneMatch(row -> row.id().equals(version)))) {
            throw Refusal.invalid("version", "Choose another version of the document that this changes.");
        }
        SpecificationId before = takenUpIn(id).orElse(null);
        if (Objects.equals(before, version)) {
            return;
        }
        write(contribution, version, viewer.requirePerson());
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", id);
        data.put("number", view.row().number().number());
        data.put("specification", version);
        log.append(view.meeting().room(), "contribution.taken-up", Author.of(viewer), data, null);
        events.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(),
                "contribution.taken-up",
                "contribution",
                id.toString(),
                before == null ? null : Map.of("specification", before),
                version == null ? null : Map.of("specification", version)));
    }

    private void write(Contribution contribution, @Nullable SpecificationId version, PersonId by) {
        Particulars said = particulars.find(contribution.id(), contribution.type());
        if (said != null) {
            // One that came before particulars were asked for has no row yet.
            particulars.put(contribution.id(), said);
        }
        if (version == null) {
            jdbc.sql("""
                            update change_request set taken_up_in = null, taken_up_by = null, taken_up_at = null
                             where contribution_id = :id""").param("id", contribution.id().value()).update();
            return;
        }
        jdbc.sql("""
                        update change_request set taken_up_in = :version, taken_up_by = :by, taken_up_at = :at
                         where contribution_id = :id""")
                .param("id", contribution.id().value())
                .param("version", version.value())
                .param("by", by.value())
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .update();
    }
}
