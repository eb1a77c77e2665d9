package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The draft with what only the published agenda has behind it: all that contributions of a meeting can be on. */
@Component
class AllocationItems {

    private final JdbcClient jdbc;

    AllocationItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Published(String number, ItemKind kind, String title) {}

    /** Two statements, however many items there are. */
    List<AllocationItem> of(MeetingId meeting) {
        Map<UUID, Published> published = published(meeting);
        List<OutlineRow> rows = draft(meeting);
        List<String> numbers = Outline.numbers(rows);
        List<AllocationItem> items = new ArrayList<>(rows.size());
        Set<UUID> drafted = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            OutlineRow row = rows.get(i);
            AgendaItemId id = Objects.requireNonNull(row.id());
            Published last = published.get(id.value());
            String number = last == null || last.kind() != ItemKind.NORMAL ? null : last.number();
            drafted.add(id.value());
            items.add(new AllocationItem(
                    id,
                    numbers.get(i),
                    number,
                    row.depth(),
                    row.kind(),
                    row.title(),
                    number != null && row.kind() != ItemKind.NORMAL));
        }
        published.forEach((id, last) -> {
            if (last.kind() == ItemKind.NORMAL && !drafted.contains(id)) {
                items.add(new AllocationItem(
                        new AgendaItemId(id), last.number(), last.number(), 0, last.kind(), last.title(), true));
            }
        });
        return items;
    }

    private Map<UUID, Published> published(MeetingId meeting) {
        Map<UUID, Published> published = new LinkedHashMap<>();
        jdbc.sql("""
                        select i.item_id, i.number, i.kind, i.title
                          from agenda a
                          join agenda_published_item i on i.meeting_id = a.meeting_id and i.version = a.version
                         where a.meeting_id = :meeting order by i.position""").param("meeting", meeting.value()).query(row -> {
            @Nullable String number = row.getString("number");
            published.put(
                    row.getObject("item_id", UUID.class),
                    new Published(
                            number == null ? "" : number,
                            ItemKind.valueOf(row.getString("kind")),
                            row.getString("title")));
        });
        return published;
    }

    private List<OutlineRow> draft(MeetingId meeting) {
        return jdbc.sql("""
                        select item_id, depth, kind, title from agenda_draft_item
                         where meeting_id = :meeting order by position""")
                .param("meeting", meeting.value())
                .query((row, n) -> new OutlineRow(
                        new AgendaItemId(row.getObject("item_id", UUID.class)),
                        row.getInt("depth"),
                        ItemKind.valueOf(row.getString("kind")),
                        row.getString("title"),
                        null,
                        null,
                        null))
                .list();
    }
}
