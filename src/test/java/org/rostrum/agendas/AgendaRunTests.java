package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rostrum.access.Viewers;
import org.rostrum.agendas.AgendaProgress.Move;
import org.rostrum.agendas.AgendaProgress.Slip;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

@RostrumTest
class AgendaRunTests {

    private final Body body;
    private final JdbcClient jdbc;
    private final AgendaRun run;
    private final AgendaDrafts drafts;
    private final Agendas agendas;
    private final Meetings meetings;
    private final AgendaGestures officer;
    private Gathering meeting;

    AgendaRunTests(
            Body body,
            JdbcClient jdbc,
            AgendaRun run,
            AgendaDrafts drafts,
            AgendaPublications publications,
            Agendas agendas,
            Meetings meetings,
            Viewers viewers) {
        this.body = body;
        this.jdbc = jdbc;
        this.run = run;
        this.drafts = drafts;
        this.agendas = agendas;
        this.meetings = meetings;
        this.officer = new AgendaGestures(viewers, drafts, publications);
        this.meeting = body.meetingNow();
    }

    @BeforeEach
    void anAgendaIsPublished() {
        meeting = body.meetingNow();
        publishes("Opening", "Change requests", "  Retries", "  Firmware", "Close");
    }

    private void publishes(String... lines) {
        officer.drafts(Cast.CARLA, meeting, lines);
        officer.publishes(Cast.CARLA, meeting, "");
    }

    private MeetingId id() {
        return new MeetingId(meeting.id());
    }

    private MeetingView view() {
        return meetings.require(id(), officer.as(Cast.CARLA));
    }

    private AgendaProgress progress() {
        return run.progress(view());
    }

    private AgendaItemId item(String title) {
        return agendas.latest(view(), officer.as(Cast.CARLA)).orElseThrow().items().stream()
                .filter(item -> item.title().equals(title))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private @Nullable StayId now() {
        NowDiscussing now = progress().now();
        return now == null ? null : now.stay();
    }

    private AgendaProgress opens(Cast person, String title) {
        return run.open(id(), officer.as(person), item(title), now());
    }

    private AgendaProgress goesOn() {
        return run.next(id(), officer.as(Cast.CARLA), now());
    }

    private static String label(AgendaProgress progress) {
        NowDiscussing now = progress.now();
        return now == null ? "nothing" : now.label();
    }

    private List<String> treated() {
        return progress().items().stream()
                .filter(AgendaProgress.Item::treated)
                .map(AgendaProgress.Item::title)
                .toList();
    }

    private List<@Nullable String> log() {
        return jdbc.sql("""
                        select type || ' ' || (event::json -> 'data' ->> 'number') from room_event
                         where room_id = ? and type like 'agenda.item-%' order by seq""").param(meeting.room()).query(String.class).list();
    }

    @Test
    void the_chair_opens_an_item_goes_to_the_next_and_closes() {
        assertThat(label(progress())).isEqualTo("nothing");
        assertThat(Objects.requireNonNull(progress().next()).label()).isEqualTo("1 Opening");

        assertThat(label(opens(Cast.CARLA, "Opening"))).isEqualTo("1 Opening");
        assertThat(label(goesOn())).isEqualTo("2 Change requests");
        assertThat(label(goesOn())).isEqualTo("2.1 Retries");
        assertThat(label(run.close(id(), officer.as(Cast.VICTOR), now()))).isEqualTo("nothing");

        assertThat(treated()).containsExactly("Opening", "Change requests", "Retries");
        assertThat(log())
                .containsExactly(
                        "agenda.item-opened 1",
                        "agenda.item-opened 2",
                        "agenda.item-opened 2.1",
                        "agenda.item-closed 2.1");
        assertThat(Objects.requireNonNull(progress().next()).label()).isEqualTo("2.2 Firmware");
    }

    @Test
    void an_item_may_be_come_back_to_and_next_goes_on_with_what_was_not_treated() {
        opens(Cast.CARLA, "Opening");
        opens(Cast.CARLA, "Retries");
        opens(Cast.CARLA, "Opening");

        assertThat(label(goesOn())).isEqualTo("2 Change requests");
        assertThat(label(goesOn())).isEqualTo("2.2 Firmware");
        assertThat(label(goesOn())).isEqualTo("3 Close");
        assertThat(progress().next()).isNull();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(this::goesOn)
                .withMessage("No item follows this one. Close it, or choose another.");
    }

    @Test
    void whoever_looked_at_another_item_moves_nothing_and_is_told_what_the_room_is_on() {
        opens(Cast.CARLA, "Opening");
        StayId seen = now();
        goesOn();

        for (Runnable attempt : List.<Runnable>of(
                () -> run.next(id(), officer.as(Cast.VICTOR), seen),
                () -> run.open(id(), officer.as(Cast.VICTOR), item("Close"), seen),
                () -> run.open(id(), officer.as(Cast.VICTOR), item("Close"), null),
                () -> run.close(id(), officer.as(Cast.VICTOR), seen))) {
            assertThatExceptionOfType(Refusal.class).isThrownBy(attempt::run).satisfies(refusal -> {
                assertThat(refusal.reason()).isEqualTo(Refusal.Reason.CONFLICT);
                assertThat(refusal).hasMessageContaining("it is on 2 Change requests since ");
            });
        }
        assertThat(label(progress())).isEqualTo("2 Change requests");

        run.close(id(), officer.as(Cast.CARLA), now());
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> run.next(id(), officer.as(Cast.VICTOR), seen))
                .withMessageContaining("somebody closed the item");
    }

    @Test
    void of_many_who_go_on_at_once_one_does() throws InterruptedException {
        opens(Cast.CARLA, "Opening");
        StayId seen = now();
        Runnable next = () -> run.next(id(), officer.as(Cast.CARLA), seen);
        Runnable other = () -> run.next(id(), officer.as(Cast.VICTOR), seen);

        List<String> refused = AtOnce.refused(next, next, other, other, next, other);

        assertThat(refused).hasSize(5).allMatch(words -> words.contains("2 Change requests"));
        assertThat(treated()).containsExactly("Opening", "Change requests");
    }

    @Test
    void of_many_who_open_the_first_item_at_once_one_does() throws InterruptedException {
        AgendaItemId opening = item("Opening");
        Runnable open = () -> run.open(id(), officer.as(Cast.CARLA), opening, null);

        assertThat(AtOnce.refused(open, open, open)).hasSize(2);
        assertThat(log()).containsExactly("agenda.item-opened 1");
    }

    @Test
    void opening_what_is_discussed_changes_nothing() {
        opens(Cast.CARLA, "Opening");
        StayId stay = now();

        assertThat(Objects.requireNonNull(opens(Cast.CARLA, "Opening").now()).stay())
                .isEqualTo(stay);
        assertThat(log()).hasSize(1);
    }

    // --- A slip
    // --------------------------------------------------------------------------------------------------------

    private Slip slip() {
        return Objects.requireNonNull(progress().slip());
    }

    private AgendaProgress takesBack(Slip slip) {
        return run.takeBack(id(), officer.as(Cast.CARLA), slip.stay(), slip.move());
    }

    @Test
    void a_slip_is_taken_back_as_if_it_had_not_been_made() {
        opens(Cast.CARLA, "Opening");
        StayId opening = now();
        goesOn();
        assertThat(slip().backTo()).isEqualTo("1 Opening");

        AgendaProgress back = takesBack(slip());

        assertThat(Objects.requireNonNull(back.now()).stay()).isEqualTo(opening);
        assertThat(treated()).containsExactly("Opening");
        assertThat(log()).containsExactly("agenda.item-opened 1", "agenda.item-opened 2", "agenda.item-opened 1");
    }

    @Test
    void the_first_item_and_a_closing_are_taken_back_too() {
        opens(Cast.CARLA, "Opening");
        run.close(id(), officer.as(Cast.CARLA), now());
        Slip closing = slip();
        assertThat(closing.move()).isEqualTo(Move.CLOSED);

        assertThat(label(takesBack(closing))).isEqualTo("1 Opening");
        // A second click says the same again, and must not take back the opening, too.
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> takesBack(closing))
                .withMessageContaining("it is on 1 Opening");
        assertThat(label(takesBack(slip()))).isEqualTo("nothing");
        assertThat(treated()).isEmpty();
        assertThat(progress().slip()).isNull();
    }

    @Test
    void after_five_minutes_it_is_on_record() {
        opens(Cast.CARLA, "Opening");
        Slip slip = slip();
        jdbc.sql("update agenda_stay set started_at = started_at - interval '6 minutes' where meeting_id = ?")
                .param(meeting.id())
                .update();

        assertThat(progress().slip()).isNull();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> takesBack(slip))
                .withMessageContaining("More than five minutes");
    }

    // --- The agenda changes meanwhile
    // ----------------------------------------------------------------------------------

    @Test
    void an_item_that_moves_while_it_is_discussed_is_discussed_under_its_new_number() {
        opens(Cast.CARLA, "Retries");
        StayId stay = now();

        publishes("Opening", "Liaisons", "Change requests", "  Firmware", "  Retries", "Close");

        NowDiscussing now = Objects.requireNonNull(progress().now());
        assertThat(now.label()).isEqualTo("3.2 Retries");
        assertThat(now.stay()).isEqualTo(stay);
        assertThat(label(goesOn())).isEqualTo("4 Close");
    }

    @Test
    void only_what_members_read_is_opened() {
        AgendaItemId firmware = item("Firmware");
        publishes("Opening", "Close");

        for (AgendaItemId item : List.of(firmware, new AgendaItemId(UUID.randomUUID()))) {
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> run.open(id(), officer.as(Cast.CARLA), item, null))
                    .withMessageContaining("no item of the agenda that members read");
        }
    }

    @Test
    void an_internal_item_is_not_discussed_before_the_members() {
        Draft draft = drafts.read(id());
        List<OutlineRow> rows = draft.rows().stream()
                .map(row -> row.title().equals("Close") ? row.ofKind(ItemKind.INTERNAL) : row)
                .toList();
        drafts.save(id(), officer.as(Cast.CARLA), draft.revision(), Outline.of(rows));
        officer.publishes(Cast.CARLA, meeting, "");

        assertThat(progress().items()).extracting(AgendaProgress.Item::title).doesNotContain("Close");
        AgendaItemId internal = item("Close");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> run.open(id(), officer.as(Cast.CARLA), internal, null));
    }

    // --- When and who
    // --------------------------------------------------------------------------------------------------

    @Test
    void items_are_opened_on_the_days_of_the_meeting() {
        meeting = body.meetingNextMonth();
        publishes("Opening");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> opens(Cast.CARLA, "Opening"))
                .withMessageStartingWith("The meeting begins ");

        Instant now = Instant.now();
        meeting = body.meeting(Body.DMSO, now.minus(3, ChronoUnit.DAYS), now.minus(2, ChronoUnit.DAYS), "ACCEPT");
        publishes("Opening");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> opens(Cast.CARLA, "Opening"))
                .withMessageStartingWith("The meeting ended ");
    }

    @Test
    void a_chair_who_forgot_to_close_does_not_discuss_for_ever() {
        opens(Cast.CARLA, "Opening");
        Instant longAgo = Instant.now().minus(13, ChronoUnit.HOURS);
        jdbc.sql("update meeting set ends_at = ? where id = ?")
                .params(Timestamp.from(longAgo), meeting.id())
                .update();

        assertThat(run.now(id())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SEKRA", "EDDA", "DANA", "TESSA", "ADA"})
    void only_the_chair_and_the_vice_chairs_move_the_room(Cast person) {
        AgendaItemId opening = item("Opening");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> run.open(id(), officer.as(person), opening, null))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Refusal.Reason.FORBIDDEN));
        assertThat(label(progress())).isEqualTo("nothing");
    }

    @Test
    void an_outsider_does_not_learn_that_there_is_a_meeting() {
        AgendaItemId opening = item("Opening");

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> run.open(id(), officer.as(Cast.GUS), opening, null));
    }

    @Test
    void the_database_knows_one_open_stay_a_meeting_and_none_that_ends_before_it_begins() {
        opens(Cast.CARLA, "Opening");

        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> stays(item("Close"), null));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> stays(item("Close"), Instant.now().minus(1, ChronoUnit.DAYS)));
    }

    private void stays(AgendaItemId item, @Nullable Instant until) {
        jdbc.sql("""
                        insert into agenda_stay (id, meeting_id, item_id, started_at, started_by, ended_at, ended_by)
                        values (:id, :meeting, :item, now(), :by, cast(:until as timestamptz),
                                case when cast(:until as timestamptz) is null then null else :by end)""")
                .param("id", UUID.randomUUID())
                .param("meeting", meeting.id())
                .param("item", item.value())
                .param("by", Cast.CARLA.id())
                .param("until", until == null ? null : Timestamp.from(until))
                .update();
    }
}
