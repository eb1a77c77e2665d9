package org.rostrum.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.rostrum.shared.NewId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** OMA's week in Kraków, 2026, as its participants had it on paper: 27 lines, no rooms, a test event beside. */
public record Krakow(Week week, UUID testEvent, Map<String, UUID> groups) {

    /** A line of the paper. */
    public record Line(LocalDate day, LocalTime from, LocalTime to, String group, String title, String note) {}

    public static List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        try (var in = Krakow.class.getResourceAsStream("/oma/krakow-2026-schedule.csv")) {
            String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : all.lines().skip(1).toList()) {
                List<String> cells = cells(line);
                lines.add(new Line(
                        LocalDate.parse(cells.get(0)),
                        LocalTime.parse(cells.get(1)),
                        LocalTime.parse(cells.get(2)),
                        cells.get(3),
                        cells.get(4),
                        cells.get(5)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    /** Puts the whole week, published, straight into the tables. */
    public static Krakow heldBy(JdbcClient jdbc) {
        Week week = Week.of(
                jdbc,
                "Members meeting, Kraków " + NewId.next(),
                LocalDate.of(2026, 4, 20),
                LocalDate.of(2026, 4, 23),
                "Europe/Warsaw");
        return publishedOn(week, week.within("SVE-44"));
    }

    /** The same on an event that is there. */
    public static Krakow publishedOn(Week week, UUID testEvent) {
        JdbcClient jdbc = week.jdbc();
        Map<String, UUID> groups = new HashMap<>();
        for (Line line : lines()) {
            UUID session = week.session(
                    line.title(), line.day().atTime(line.from()), line.day().atTime(line.to()), null);
            String note = line.note();
            jdbc.sql("""
                            update session set note = :note, members_only = :membersOnly, kind = :kind, part_id = :part
                             where id = :id""")
                    .param("note", note)
                    .param("membersOnly", note.startsWith("members only"))
                    .param(
                            "kind",
                            line.group().equals("PLENARY")
                                    ? "PLENARY"
                                    : line.title().startsWith("Lunch")
                                                    || line.title().contains("break")
                                            ? "BREAK"
                                            : "SESSION")
                    .param("part", line.group().equals("TestFest") ? testEvent : null, Types.OTHER)
                    .param("id", session)
                    .update();
            List<String> codes = new ArrayList<>();
            if (note.equals("joint")) {
                codes.addAll(List.of("DMSO", "NBAPI", "CITY"));
            } else if (!List.of("All", "TestFest", "PLENARY").contains(line.group())) {
                codes.add(line.group());
                if (note.startsWith("joint with ")) {
                    codes.add(note.substring("joint with ".length()));
                }
            }
            for (int i = 0; i < codes.size(); i++) {
                UUID group = groups.computeIfAbsent(codes.get(i), code -> group(jdbc, code));
                jdbc.sql("insert into session_group (session_id, group_id, position) values (?, ?, ?)")
                        .params(session, group, i)
                        .update();
            }
        }
        return new Krakow(week, testEvent, groups);
    }

    private static UUID group(JdbcClient jdbc, String code) {
        return jdbc.sql("select id from working_group where code = ?")
                .param(code)
                .query(UUID.class)
                .optional()
                .orElseGet(() -> {
                    UUID id = NewId.next();
                    jdbc.sql("insert into working_group (id, code, name, kind) values (?, ?, ?, 'WORKING_GROUP')")
                            .params(id, code, code.toLowerCase(Locale.ROOT) + " working group")
                            .update();
                    return id;
                });
    }
}
