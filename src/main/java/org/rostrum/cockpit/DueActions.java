package org.rostrum.cockpit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRef;
import org.rostrum.minutes.ActionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Open actions that are overdue, or due before their group meets next. One statement; of many the first few. */
@Service
class DueActions {

    /** How many of a group's are shown one by one. */
    private static final int SHOWN = 3;

    private final JdbcClient jdbc;

    DueActions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record DueAction(
            ActionId id, int year, int serial, String text, String assignee, LocalDate dueOn, boolean overdue) {}

    /** @param more how many there are beside those shown */
    record OfGroup(GroupRef group, List<DueAction> shown, int more) {}

    /** @param until by group, the day up to which an action is due soon enough to wait; groups without one are left out */
    Map<GroupId, OfGroup> of(Map<GroupId, LocalDate> until, LocalDate today) {
        List<GroupId> groups = List.copyOf(until.keySet());
        Map<GroupId, OfGroup> found = new HashMap<>();
        jdbc.sql("""
                        select * from (
                          select g.id as group_id, g.code, g.name as group_name, a.id, a.year, a.serial, a.text, a.due_on,
                                 p.name, count(*) over (partition by g.id) as n,
                                 row_number() over (partition by g.id order by a.due_on, a.year, a.serial) as r
                            from unnest(:groups::uuid[], :days::text[]) w(group_id, day)
                            join working_group g on g.id = w.group_id
                            join action a on a.group_id = g.id and a.state = 'OPEN' and a.due_on <= w.day::date
                            join person p on p.id = a.assignee_id) due
                         where r <= :shown
                         order by group_id, r""")
                .param("groups", groups.stream().map(GroupId::value).toArray(UUID[]::new))
                .param(
                        "days",
                        groups.stream()
                                .map(group -> String.valueOf(until.get(group)))
                                .toArray(String[]::new))
                .param("shown", SHOWN)
                .query(row -> {
                    GroupRef group = new GroupRef(
                            new GroupId(row.getObject("group_id", UUID.class)),
                            row.getString("code"),
                            row.getString("group_name"));
                    int more = Math.max(0, row.getInt("n") - SHOWN);
                    LocalDate due = Objects.requireNonNull(row.getObject("due_on", LocalDate.class));
                    found.computeIfAbsent(group.id(), id -> new OfGroup(group, new ArrayList<>(), more))
                            .shown()
                            .add(new DueAction(
                                    new ActionId(row.getObject("id", UUID.class)),
                                    row.getInt("year"),
                                    row.getInt("serial"),
                                    row.getString("text"),
                                    row.getString("name"),
                                    due,
                                    due.isBefore(today)));
                });
        return found;
    }
}
