package org.rostrum.agendas;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupId;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an agenda can begin from: the usual one, those of the group's last meetings, and what its officers saved under a
 * name. For whoever may edit the agenda of the meeting that is being prepared.
 */
@Service
public class AgendaTemplates {

    private static final String USUAL = "usual";
    private static final String OF_MEETING = "meeting-";
    private static final int LAST_MEETINGS = 5;
    private static final int MOST_OF_A_GROUP = 50;
    private static final int MAX_NAME = 100;

    /** Longer than any page that offers to bring it back. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final Pattern ANY_SPACE = Pattern.compile("[\\s\\p{Cc}]+");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Z}]*");

    private final Meetings meetings;
    private final Agendas agendas;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    AgendaTemplates(
            Meetings meetings, Agendas agendas, JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
    }

    /** The usual one, then the last meetings' beginning with the latest, then the group's own by name. */
    public List<AgendaTemplate> list(MeetingView meeting, Viewer viewer) {
        requireEditor(meeting, viewer);
        List<AgendaTemplate> templates = new ArrayList<>();
        templates.add(new AgendaTemplate(
                USUAL,
                "The usual agenda",
                AgendaTemplate.Kind.USUAL,
                Outline.usual().rows().size(),
                "The formalities that the record of every meeting must show",
                null));
        templates.addAll(ofLastMeetings(meeting, viewer));
        templates.addAll(jdbc
                .sql(OWN + " where t.group_id = :group and t.removed_at is null order by lower(t.name)")
                .param("group", meeting.group().id().value())
                .query(Own.class)
                .list()
                .stream()
                .map(Own::listed)
                .toList());
        return templates;
    }

    private List<AgendaTemplate> ofLastMeetings(MeetingView meeting, Viewer viewer) {
        List<MeetingView> last = meetings.ofGroup(meeting.group().id(), viewer).stream()
                .filter(other -> other.startsAt().isBefore(meeting.startsAt())
                        && !other.id().equals(meeting.id())
                        && !other.cancelled()
                        && other.agendaVersion() > 0)
                .limit(LAST_MEETINGS)
                .toList();
        Map<UUID, Integer> counts = new LinkedHashMap<>();
        jdbc.sql("""
                        select i.meeting_id, count(*) as items
                          from agenda a join agenda_published_item i
                            on i.meeting_id = a.meeting_id and i.version = a.version
                         where a.meeting_id = any(:meetings) and (i.kind <> 'INTERNAL' or i.meeting_id = any(:officer))
                         group by i.meeting_id""")
                .param("meetings", ids(last))
                .param(
                        "officer",
                        ids(last.stream()
                                .filter(other -> viewer.may(Act.EDIT_AGENDA, other.permissions()))
                                .toList()))
                .query(row -> {
                    counts.put(row.getObject("meeting_id", UUID.class), row.getInt("items"));
                });
        return last.stream()
                .map(other -> new AgendaTemplate(
                        OF_MEETING + other.id(),
                        other.name(),
                        AgendaTemplate.Kind.LAST,
                        counts.getOrDefault(other.id().value(), 0),
                        "Version " + other.agendaVersion() + " of its agenda",
                        other.startsAt()))
                .toList();
    }

    private static UUID[] ids(List<MeetingView> meetings) {
        return meetings.stream().map(other -> other.id().value()).toArray(UUID[]::new);
    }

    /** The rows of a template, none of which is an item yet. */
    public Outline outline(MeetingView meeting, Viewer viewer, String id) {
        requireEditor(meeting, viewer);
        if (id.equals(USUAL)) {
            return Outline.usual();
        }
        if (id.startsWith(OF_MEETING)) {
            return Optional.of(meetings.require(new MeetingId(identifier(id.substring(OF_MEETING.length()))), viewer))
                    .filter(other -> other.group().id().equals(meeting.group().id()))
                    .flatMap(other -> agendas.latest(other, viewer))
                    .map(agenda -> Outline.of(agenda.items().stream()
                            .map(item -> item.row().as(null))
                            .toList()))
                    .orElseThrow(AgendaTemplates::none);
        }
        Own own = own(meeting.group().id(), identifier(id), false);
        return Outline.of(
                jdbc.sql("""
                        select null::uuid as item_id, i.* from agenda_template t
                          cross join lateral rows from (jsonb_to_recordset(t.items) as
                            (depth int, kind text, title text, presenter text, minutes int, notes text))
                            with ordinality i (depth, kind, title, presenter, minutes, notes, place)
                         where t.id = :id order by i.place""").param("id", own.id()).query(DraftRevisions.ROWS).list());
    }

    /**
     * What became of saving one.
     *
     * @param replaced the one that had the name before, which can be brought back; null where none had
     */
    public record Saved(AgendaTemplate template, @Nullable String replaced) {}

    /** Saves what the draft says now as the group's own, in place of what had the name. */
    @Transactional
    public Saved save(MeetingId id, Viewer viewer, @Nullable String name) {
        MeetingView meeting = meetings.require(id, viewer);
        requireEditor(meeting, viewer);
        String called = tidied(name);
        GroupId group = meeting.group().id();
        lock(group);
        Instant at = now();
        jdbc.sql("delete from agenda_template where group_id = :group and removed_at < :before")
                .param("group", group.value())
                .param("before", Timestamp.from(at.minus(KEPT)))
                .update();
        Own before = named(group, called);
        if (before != null) {
            remove(before, viewer, at);
        } else if (count(group) >= MOST_OF_A_GROUP) {
            throw Refusal.invalid(
                    "name", "A group has at most 50 templates of its own. Remove one that nobody needs any more.");
        }
        UUID made = NewId.next();
        jdbc.sql("""
                        insert into agenda_template (id, group_id, name, items, saved_by, saved_at)
                        select :id, :group, :name,
                               coalesce(jsonb_agg(to_jsonb(d) - 'meeting_id' - 'item_id' - 'position' order by d.position),
                                        '[]'), :by, :at
                          from agenda_draft_item d where d.meeting_id = :meeting""")
                .param("id", made)
                .param("group", group.value())
                .param("name", called)
                .param("by", viewer.requirePerson().value())
                .param("at", Timestamp.from(at))
                .param("meeting", id.value())
                .update();
        Own saved = own(group, made, false);
        if (saved.items() == 0) {
            throw Refusal.invalid("draft", "The draft is empty: there is nothing to save as a template yet.");
        }
        record(viewer, "agenda.template-saved", group, before == null ? null : facts(before), facts(saved));
        return new Saved(saved.listed(), before == null ? null : before.id().toString());
    }

    /** @throws Refusal where another has the name already */
    @Transactional
    public AgendaTemplate rename(MeetingId id, Viewer viewer, String template, @Nullable String name) {
        GroupId group = lockedGroup(id, viewer);
        Own before = own(group, ownIdentifier(template), false);
        String called = tidied(name);
        Own other = named(group, called);
        if (other != null && !other.id().equals(before.id())) {
            throw Refusal.of(Refusal.Reason.CONFLICT, "name", "Another template of the group is called that.");
        }
        jdbc.sql("update agenda_template set name = :name where id = :id")
                .param("name", called)
                .param("id", before.id())
                .update();
        Own after = own(group, before.id(), false);
        if (!after.equals(before)) {
            record(viewer, "agenda.template-renamed", group, facts(before), facts(after));
        }
        return after.listed();
    }

    /** Takes one out of the list; it can be brought back for a day. Removing it again changes nothing. */
    @Transactional
    public void remove(MeetingId id, Viewer viewer, String template) {
        GroupId group = lockedGroup(id, viewer);
        Own own = own(group, ownIdentifier(template), true);
        if (!own.removed()) {
            remove(own, viewer, now());
            record(viewer, "agenda.template-removed", group, facts(own), null);
        }
    }

    /** Brings one back that was removed or replaced. What has its name now goes, and can be brought back in turn. */
    @Transactional
    public Saved restore(MeetingId id, Viewer viewer, String template) {
        GroupId group = lockedGroup(id, viewer);
        Own own = own(group, ownIdentifier(template), true);
        if (!own.removed()) {
            return new Saved(own.listed(), null);
        }
        Own other = named(group, own.name());
        if (other != null) {
            remove(other, viewer, now());
        }
        jdbc.sql("update agenda_template set removed_at = null, removed_by = null where id = :id")
                .param("id", own.id())
                .update();
        record(viewer, "agenda.template-restored", group, other == null ? null : facts(other), facts(own));
        return new Saved(own.listed(), other == null ? null : other.id().toString());
    }

    private GroupId lockedGroup(MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        requireEditor(meeting, viewer);
        lock(meeting.group().id());
        return meeting.group().id();
    }

    /** Names are unique in a group: whoever saves, renames or brings back waits for who does it at the same time. */
    private void lock(GroupId group) {
        jdbc.sql("select id from working_group where id = :group for no key update")
                .param("group", group.value())
                .query(UUID.class)
                .single();
    }

    private void remove(Own own, Viewer viewer, Instant at) {
        jdbc.sql("update agenda_template set removed_by = :by, removed_at = :at where id = :id")
                .param("by", viewer.requirePerson().value())
                .param("at", Timestamp.from(at))
                .param("id", own.id())
                .update();
    }

    private static final String OWN = """
            select t.id, t.name, jsonb_array_length(t.items) as items, p.name as by, t.saved_at as at,
                   t.removed_at is not null as removed
              from agenda_template t join person p on p.id = t.saved_by""";

    private record Own(UUID id, String name, int items, String by, Instant at, boolean removed) {

        AgendaTemplate listed() {
            return new AgendaTemplate(id.toString(), name, AgendaTemplate.Kind.GROUP, items, "Saved by " + by, at);
        }
    }

    private @Nullable Own named(GroupId group, String name) {
        return jdbc.sql(OWN + " where t.group_id = :group and lower(t.name) = lower(:name) and t.removed_at is null")
                .param("group", group.value())
                .param("name", name)
                .query(Own.class)
                .optional()
                .orElse(null);
    }

    private Own own(GroupId group, UUID id, boolean removedToo) {
        return jdbc.sql(OWN + " where t.group_id = :group and t.id = :id")
                .param("group", group.value())
                .param("id", id)
                .query(Own.class)
                .optional()
                .filter(own -> removedToo || !own.removed())
                .orElseThrow(AgendaTemplates::none);
    }

    private int count(GroupId group) {
        return jdbc.sql("select count(*) from agenda_template where group_id = :group and removed_at is null")
                .param("group", group.value())
                .query(Integer.class)
                .single();
    }

    private static UUID ownIdentifier(String template) {
        if (template.equals(USUAL) || template.startsWith(OF_MEETING)) {
            throw Refusal.conflict("Only the group's own templates can be renamed or removed.");
        }
        return identifier(template);
    }

    private static UUID identifier(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw none();
        }
    }

    private static NotFound none() {
        return new NotFound("template");
    }

    private static String tidied(@Nullable String name) {
        String tidied = ANY_SPACE
                .matcher(Objects.requireNonNullElse(name, ""))
                .replaceAll(" ")
                .strip();
        if (INVISIBLE.matcher(tidied).matches()) {
            throw Refusal.invalid("name", "Give the template a name.");
        }
        int length = tidied.codePointCount(0, tidied.length());
        if (length > MAX_NAME) {
            throw Refusal.invalid("name", "This name has %,d characters; 100 is the most.".formatted(length));
        }
        return tidied;
    }

    private static void requireEditor(MeetingView meeting, Viewer viewer) {
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Map<String, Object> facts(Own own) {
        return Map.of("template", own.name(), "items", own.items());
    }

    private void record(Viewer viewer, String action, GroupId group, @Nullable Object before, @Nullable Object after) {
        events.publishEvent(
                new PrivilegedAct(viewer.requirePerson().value(), action, "group", group.toString(), before, after));
    }
}
