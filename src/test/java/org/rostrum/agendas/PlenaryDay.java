package org.rostrum.agendas;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The published agenda of a plenary's day: nested, with a break, an item for the officers, notes, presenters, and on
 * 3.1 a contribution in every state, two of them handled together.
 */
class PlenaryDay {

    private final JdbcClient jdbc;
    private final Gathering meeting;
    private final Map<String, UUID> items = new HashMap<>();
    private final int year;
    private int position;
    private int serial;

    private final boolean timed;

    private PlenaryDay(JdbcClient jdbc, Gathering meeting, boolean timed) {
        this.jdbc = jdbc;
        this.meeting = meeting;
        this.timed = timed;
        this.year = jdbc.sql(
                        "select coalesce(max(year), 2999) + 1 from contribution where group_id = ? and year >= 3000 and year < 5000")
                .param(Body.DMSO)
                .query(Integer.class)
                .single();
    }

    static PlenaryDay published(JdbcClient jdbc, Gathering meeting) {
        return published(new PlenaryDay(jdbc, meeting, true));
    }

    static PlenaryDay publishedWithoutMinutes(JdbcClient jdbc, Gathering meeting) {
        return published(new PlenaryDay(jdbc, meeting, false));
    }

    private static PlenaryDay published(PlenaryDay day) {
        day.items();
        day.contributions();
        return day;
    }

    UUID item(String number) {
        return Objects.requireNonNull(items.get(number));
    }

    /** "OMA-DMSO-3000-0001". */
    String number(int contribution) {
        return "OMA-DMSO-%d-%04d".formatted(year, contribution);
    }

    private void items() {
        jdbc.sql("insert into agenda (meeting_id, version) values (?, 1)")
                .param(meeting.id())
                .update();
        jdbc.sql("""
                        insert into agenda_publication (meeting_id, version, note, published_by, published_at, draft_revision)
                        values (?, 1, 'As announced by mail', ?, now(), 1)""").params(meeting.id(), Cast.CARLA.id()).update();
        item("1", ItemKind.NORMAL, "Opening", "Carla Placeholder", 10, null);
        item(
                "1.1",
                ItemKind.NORMAL,
                "IPR call and antitrust reminder",
                null,
                5,
                "The call is **asked**; answers go to the [record](https://example.com/ipr).");
        item("1.2", ItemKind.NORMAL, "Approval of the agenda", null, 5, null);
        item("i1", ItemKind.INTERNAL, "Who counts the votes", null, null, null);
        item("2", ItemKind.NORMAL, "Reports of the working groups", null, null, null);
        item("2.1", ItemKind.NORMAL, "Device management and smart objects", "Dana Sample, Edda Redline", 30, null);
        item("2.2", ItemKind.NORMAL, "Smart city", "Victor Fictel", 30, null);
        item("", ItemKind.BREAK, "Lunch", null, 60, null);
        item("3", ItemKind.NORMAL, "Change requests", null, null, null);
        item("3.1", ItemKind.NORMAL, "Bootstrap", "Edda Redline", 45, "Bring what you have tested.");
        item("3.1.1", ItemKind.NORMAL, "Bootstrap that the client begins", null, 15, null);
        item("3.2", ItemKind.NORMAL, "Observe over a lossy link", null, 30, null);
        item("4", ItemKind.NORMAL, "Closing", "Carla Placeholder", 10, null);
    }

    private void item(
            String number,
            ItemKind kind,
            String title,
            @Nullable String presenter,
            @Nullable Integer minutes,
            @Nullable String notes) {
        UUID id = NewId.next();
        items.put(number.isEmpty() ? title : number, id);
        jdbc.sql("insert into agenda_item (id, meeting_id) values (?, ?)")
                .params(id, meeting.id())
                .update();
        jdbc.sql("""
                        insert into agenda_published_item (meeting_id, version, position, item_id, number, depth, kind, title,
                                                           presenter, minutes, notes)
                        values (:meeting, 1, :position, :item, :number, :depth, :kind, :title, :presenter, :minutes, :notes)""")
                .param("meeting", meeting.id())
                .param("position", position++)
                .param("item", id)
                .param("number", number.isEmpty() ? null : number)
                .param("depth", number.chars().filter(c -> c == '.').count())
                .param("kind", kind.name())
                .param("title", title)
                .param("presenter", presenter)
                .param("minutes", timed ? minutes : null)
                .param("notes", notes)
                .update();
        jdbc.sql("""
                        insert into thread (id, room_id, kind, agenda_item_id, opened_at)
                        select ?, ?, 'AGENDA_ITEM', ?, now() where ?""")
                .params(NewId.next(), meeting.room(), id, kind == ItemKind.NORMAL)
                .update();
    }

    private void contributions() {
        contributes("3.1", "Retry <timer> & back-off", Cast.EDDA, "ALLOCATED", false, null);
        UUID together = NewId.next();
        jdbc.sql("insert into agenda_block (id, meeting_id, item_id, name) values (?, ?, ?, 'Editorial & <similar>')")
                .params(together, meeting.id(), item("3.1"))
                .update();
        contributes("3.1", "Wording of 5.2.1", Cast.DANA, "ALLOCATED", false, together);
        contributes("3.1", "On the order of the bootstrap modes", Cast.IPSI, "RESERVED", false, null);
        contributes("3.1", "Wording of 5.2.2", Cast.EDDA, "ALLOCATED", true, together);
        contributes("3.1", "An idea that came to nothing", Cast.DEVI, "WITHDRAWN", false, null);
        contributes("3.2", "Notifications that arrive twice", Cast.EDDA, "ALLOCATED", false, null);
    }

    void contributes(String item, String title, Cast author, String state, boolean late, @Nullable UUID block) {
        serial++;
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, type, purpose, title, state, author_id,
                                                  source, late, reserved_at, submitted_at, withdrawn_at, agenda_item_id,
                                                  allocated_by, allocated_at, item_position, block_id)
                        values (uuidv7(), :meeting, :group, :year, :serial, 'CR', 'Agreement', :title, :state, :author, :source, :late,
                                now(), case when :state <> 'RESERVED' then now() end,
                                case when :state = 'WITHDRAWN' then now() end, :item, :chair, now(), :serial, :block)""")
                .param("meeting", meeting.id())
                .param("group", Body.DMSO)
                .param("year", year)
                .param("serial", serial)
                .param("title", title)
                .param("state", state)
                .param("author", author.id())
                .param("source", Objects.requireNonNull(author.company()).title())
                .param("late", late)
                .param("item", item(item))
                .param("chair", Cast.CARLA.id())
                .param("block", block)
                .update();
    }
}
