package org.rostrum.sheets;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.OwnGroup;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A meeting's agenda and contributions, on record without each of them being handed in and decided. */
final class ListOnRecord {

    /** Of 1999, so that what a test reserves itself has other numbers. */
    private static final int YEAR = 1998;

    /** How many rows of {@link #many} are by themselves; the others come in twos. */
    private static final int ODD = 15;

    private final OwnGroup own;
    private final Gathering meeting;
    private final JdbcClient jdbc;
    private final String series;
    private final UUID document = NewId.next();
    private final List<UUID> items = new ArrayList<>();
    private int serial;

    ListOnRecord(OwnGroup own, Gathering meeting, JdbcClient jdbc) {
        this(own, meeting, jdbc, own.group.code());
    }

    /** @param series what its numbers call the group */
    ListOnRecord(OwnGroup own, Gathering meeting, JdbcClient jdbc, String series) {
        this.series = series;
        this.own = own;
        this.meeting = meeting;
        this.jdbc = jdbc;
        this.serial = jdbc.sql("select coalesce(max(serial), 0) from contribution where group_id = ? and year = ?")
                .params(own.group.id().value(), YEAR)
                .query(Integer.class)
                .single();
        jdbc.sql("""
                        insert into document (id, original_name, media_type, size, sha256, crc32, macros, stored_by, stored_at)
                        values (?, 'text.pdf', 'application/pdf', 4, decode(repeat('ab', 32), 'hex'), 1, false, ?, now())""").params(document, own.delegate.id().value()).update();
    }

    /** Publishes an agenda of items such as "7.10 Bootstrap". */
    void agenda(String... said) {
        jdbc.sql("insert into agenda (meeting_id, version) values (?, 1)")
                .param(meeting.id())
                .update();
        jdbc.sql("""
                        insert into agenda_publication (meeting_id, version, published_by, published_at, draft_revision)
                        values (?, 1, ?, now(), 1)""").params(meeting.id(), own.chair.id().value()).update();
        for (String item : said) {
            UUID id = NewId.next();
            int space = item.indexOf(' ');
            jdbc.sql("insert into agenda_item (id, meeting_id) values (?, ?)")
                    .params(id, meeting.id())
                    .update();
            jdbc.sql("""
                            insert into agenda_published_item (meeting_id, version, position, item_id, number, depth, title)
                            values (?, 1, ?, ?, ?, 0, ?)""")
                    .params(meeting.id(), items.size(), id, item.substring(0, space), item.substring(space + 1))
                    .update();
            items.add(id);
        }
    }

    /** What a contribution is called: its number in the test's group. */
    record Paper(UUID id, String number) {}

    /**
     * @param revisions how many files; 0 for a number only
     * @param item the how manieth of the agenda; null for none
     */
    Paper paper(String title, String type, int revisions, @Nullable Integer item) {
        UUID id = NewId.next();
        serial++;
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, number, type, purpose, title, state,
                                                  author_id, organization_id, source, reserved_at, submitted_at,
                                                  agenda_item_id, item_position, allocated_by, allocated_at)
                        select :id, :meeting, :group, :year, :serial, :number, :type, 'Decision', :title, :state, :author,
                               (select organization_id from current_delegation where person_id = :author), 'Examplecom',
                               now(), case when :revisions > 0 then now() end, :item::uuid,
                               case when :item::uuid is not null then :serial end,
                               case when :item::uuid is not null then :author end,
                               case when :item::uuid is not null then now() end""")
                .param("id", id)
                .param("meeting", meeting.id())
                .param("group", own.group.id().value())
                .param("year", YEAR)
                .param("serial", serial)
                .param("number", number(serial))
                .param("type", type)
                .param("title", title)
                .param("state", revisions == 0 ? "RESERVED" : item == null ? "SUBMITTED" : "ALLOCATED")
                .param("author", own.delegate.id().value())
                .param("revisions", revisions)
                .param("item", item == null ? null : items.get(item))
                .update();
        jdbc.sql("""
                        insert into revision (contribution_id, number, document_id, uploaded_by, uploaded_at)
                        select :id, n, :document, :author, now() from generate_series(0, cast(:revisions as int) - 1) n""")
                .param("id", id)
                .param("document", document)
                .param("author", own.delegate.id().value())
                .param("revisions", revisions)
                .update();
        return new Paper(id, number(serial));
    }

    String number(int serial) {
        return "OMA-" + series + "-" + YEAR + "-" + "%04d".formatted(serial);
    }

    /** As if the meeting had decided so about the latest revision. */
    void decided(Paper paper, String outcome, @Nullable String words) {
        UUID act = NewId.next();
        UUID disposition = NewId.next();
        jdbc.sql("""
                        insert into contribution_act (id, meeting_id, verb, said, done_by, done_at)
                        values (?, ?, 'DECIDE', 'so', ?, now())""").params(act, meeting.id(), own.chair.id().value()).update();
        jdbc.sql("""
                        insert into disposition (id, act_id, contribution_id, revision, meeting_id, outcome, words, recorded_by, recorded_at)
                        select :id, :act, :paper, max(number), :meeting, :outcome, :words, :by, now()
                          from revision where contribution_id = :paper""")
                .param("id", disposition)
                .param("act", act)
                .param("paper", paper.id())
                .param("meeting", meeting.id())
                .param("outcome", outcome)
                .param("words", words)
                .param("by", own.chair.id().value())
                .update();
        jdbc.sql("update contribution set state = ?, disposition_id = ? where id = ?")
                .params(outcome, disposition, paper.id())
                .update();
    }

    /** A list of so many documents in all states, of titles that spreadsheets like to change. */
    void many(int documents) {
        agenda("1 Opening", "7 Work items", "7.1 Interfaces", "7.10 Bootstrap", "7.1.2 Data model");
        for (Paper paper : odd()) {
            decided(paper, "CONDITIONALLY_AGREED", "Only if “annex B” goes,\nand the table stays; 7,5 pages");
        }
        paper("A number only", "WID", 0, null);
        paper("Placed, and no file", "DISC", 0, 4);
        int rows = serial;
        jdbc.sql("""
                        insert into contribution (id, meeting_id, group_id, year, serial, number, type, purpose, title, state,
                                                  author_id, source, reserved_at, submitted_at, agenda_item_id,
                                                  item_position, allocated_by, allocated_at)
                        select gen_random_uuid(), :meeting, :group, :year, :rows + n,
                               :number || lpad((:rows + n)::text, 4, '0'), 'CR', 'Agreement',
                               'Contribution ' || n, case when n % 10 = 0 then 'SUBMITTED' else 'ALLOCATED' end,
                               :author, 'Examplecom, Fictel Networks', now(), now(),
                               case when n % 10 <> 0 then :item::uuid end, case when n % 10 <> 0 then n end,
                               case when n % 10 <> 0 then :author end, case when n % 10 <> 0 then now() end
                          from generate_series(1, cast(:papers as int)) n""")
                .param("meeting", meeting.id())
                .param("group", own.group.id().value())
                .param("year", YEAR)
                .param("rows", rows)
                .param("number", number(0).substring(0, number(0).length() - 4))
                .param("author", own.delegate.id().value())
                .param("item", items.get(3))
                .param("papers", (documents - ODD) / 2)
                .update();
        jdbc.sql("""
                        insert into revision (contribution_id, number, document_id, uploaded_by, uploaded_at)
                        select c.id, n, :document, :author, now() from contribution c, generate_series(0, 1) n
                         where c.meeting_id = :meeting and c.serial > :rows""")
                .param("document", document)
                .param("author", own.delegate.id().value())
                .param("meeting", meeting.id())
                .param("rows", rows)
                .update();
    }

    /** What spreadsheets, programs and writing systems have stumbled over. */
    private List<Paper> odd() {
        List<String> titles = List.of(
                "=1+1",
                "+49 is a prefix",
                "@home, “quoted”, 'single' and \"double\"; tab no",
                "-2",
                "0042",
                "7.10",
                "1/2",
                "2026-11-27",
                "1E5",
                "TRUE",
                "Zażółć gęślą jaźń 漢字 \uD83D\uDE42",
                "\u200Fالعربية\u200F and Hebrew שלום",
                "An escape _x0041_ and an ampersand & <tag>");
        List<Paper> papers = new ArrayList<>();
        titles.forEach(title -> papers.add(paper(title, "INP", 1, 3)));
        return papers;
    }
}
