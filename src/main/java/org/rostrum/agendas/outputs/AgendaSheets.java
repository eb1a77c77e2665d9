package org.rostrum.agendas.outputs;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.AgendaEntry;
import org.rostrum.agendas.AgendaTimes;
import org.rostrum.agendas.Draft;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.ItemTime;
import org.rostrum.agendas.PublishedAgenda;
import org.rostrum.agendas.Timing;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.ItemContribution;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.BodySettings;
import org.rostrum.web.Times;
import org.springframework.stereotype.Component;

/** Puts together what the files of an agenda say: the same few statements, however long it is. */
@Component
class AgendaSheets {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_HOUR =
            DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

    private final Contributions contributions;
    private final AgendaTimes agendaTimes;
    private final Times times;
    private final BodySettings body;

    AgendaSheets(Contributions contributions, AgendaTimes agendaTimes, Times times, BodySettings body) {
        this.contributions = contributions;
        this.agendaTimes = agendaTimes;
        this.times = times;
        this.body = body;
    }

    /**
     * @param document what it is filed as; null for what is not
     * @param internal with the items that are for the officers only, as far as they are in the agenda given
     */
    AgendaSheet of(MeetingView meeting, PublishedAgenda agenda, @Nullable String document, boolean internal) {
        return of(meeting, agenda, document, internal, !agenda.inForce());
    }

    /** As it was published, whatever came after: for members, and for good. */
    AgendaSheet toFile(MeetingView meeting, PublishedAgenda agenda, String document) {
        return of(meeting, agenda, document, false, false);
    }

    private AgendaSheet of(
            MeetingView meeting,
            PublishedAgenda agenda,
            @Nullable String document,
            boolean internal,
            boolean superseded) {
        List<AgendaEntry> entries = internal ? agenda.items() : forMembers(agenda.items());
        boolean reallyInternal = internal && entries.stream().anyMatch(entry -> entry.kind() == ItemKind.INTERNAL);
        String published = agenda.version() + ", published " + times.at(agenda.publishedAt(), meeting.timeZone())
                + " by " + agenda.publishedBy();
        List<String> notices = new ArrayList<>();
        if (reallyInternal) {
            notices.add("With internal items: for the officers only.");
        }
        if (superseded) {
            notices.add("Not in force any more: version " + agenda.latest() + " is the latest.");
        }
        return sheet(
                meeting,
                "Version",
                published,
                "Version " + agenda.version(),
                document,
                notices,
                agenda.note(),
                String.format(Locale.ROOT, "agenda-v%02d", agenda.version()) + (reallyInternal ? "-internal" : ""),
                entries,
                agendaTimes.of(meeting, agenda));
    }

    AgendaSheet of(MeetingView meeting, Draft draft) {
        String saved = draft.changedAt() == null
                ? "nothing saved yet"
                : "saved " + times.at(draft.changedAt(), meeting.timeZone()) + " by "
                        + Objects.requireNonNullElse(draft.changedBy(), "an officer");
        return sheet(
                meeting,
                "Draft",
                saved,
                "Draft",
                null,
                List.of("DRAFT: for the officers only, not published."),
                "",
                String.format(Locale.ROOT, "agenda-draft-%04d", draft.revision()),
                draft.items(),
                agendaTimes.planned(meeting, draft.rows()));
    }

    private static List<AgendaEntry> forMembers(List<AgendaEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.kind() != ItemKind.INTERNAL)
                .toList();
    }

    private AgendaSheet sheet(
            MeetingView meeting,
            String editionLabel,
            String editionInWords,
            String edition,
            @Nullable String document,
            List<String> notices,
            String note,
            String name,
            List<AgendaEntry> entries,
            Timing timing) {
        List<String> everyPage = new ArrayList<>(notices);
        if (body.sampleData()) {
            everyPage.add("Sample data: the people and the meeting are invented.");
        }
        if (meeting.cancelled()) {
            everyPage.add("This meeting is cancelled.");
        }
        List<AgendaSheet.Fact> facts = new ArrayList<>();
        facts.add(fact("Group", meeting.group().code() + ", " + meeting.group().name()));
        facts.add(fact("When", times.span(meeting.startsAt(), meeting.endsAt(), meeting.timeZone())));
        facts.add(fact("Time zone", zone(meeting) + "; all times here are in it"));
        String place = place(meeting);
        if (!place.isEmpty()) {
            facts.add(fact("Where", place));
        }
        facts.add(fact(editionLabel, editionInWords));
        if (document != null) {
            facts.add(fact("Document", document));
        }
        // Where nobody has said how long anything takes, a plan would have all of it begin at once.
        boolean planned = entries.stream().anyMatch(entry -> entry.minutes() != null);
        if (planned && timing.overflow() != null) {
            facts.add(fact("Time", timing.overflow().text()));
        }
        Map<UUID, List<ItemContribution>> byItem = contributions.underItems(meeting);
        boolean oneDay = day(meeting.startsAt(), meeting.timeZone()).equals(day(meeting.endsAt(), meeting.timeZone()));
        List<AgendaSheet.Item> items = entries.stream()
                .map(entry -> item(
                        entry,
                        planned ? start(entry, timing, meeting.timeZone()) : null,
                        oneDay ? HOUR : DAY_AND_HOUR,
                        byItem.getOrDefault(entry.id().value(), List.of())))
                .toList();
        return new AgendaSheet(
                Printable.of(body.name()),
                meeting.group().code(),
                Printable.of(meeting.name()),
                "Agenda of " + Printable.of(meeting.name()),
                facts,
                edition,
                document,
                everyPage.isEmpty() ? null : String.join(" ", everyPage),
                Printable.of(note),
                zone(meeting),
                fileName(meeting, name),
                items);
    }

    /** Sorts by group, day and version, wherever it is saved. */
    private static String fileName(MeetingView meeting, String name) {
        return meeting.group().code().replaceAll("[^A-Za-z0-9-]+", "_") + "-"
                + day(meeting.startsAt(), meeting.timeZone()) + "-" + name;
    }

    private static AgendaSheet.Fact fact(String label, String text) {
        return new AgendaSheet.Fact(label, Printable.of(text));
    }

    private static String zone(MeetingView meeting) {
        return meeting.timeZone().getId();
    }

    private static String place(MeetingView meeting) {
        return Stream.of(meeting.venue(), meeting.place())
                .filter(part -> part != null && !part.isBlank())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static LocalDate day(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toLocalDate();
    }

    private static @Nullable LocalDateTime start(AgendaEntry entry, Timing timing, ZoneId zone) {
        ItemTime time = timing.items().get(entry.id());
        return time == null || time.plannedStart() == null
                ? null
                : time.plannedStart().atZone(zone).toLocalDateTime();
    }

    private static AgendaSheet.Item item(
            AgendaEntry entry,
            @Nullable LocalDateTime start,
            DateTimeFormatter clock,
            List<ItemContribution> documents) {
        String notes = entry.notes() == null ? "" : Printable.of(entry.notes());
        return new AgendaSheet.Item(
                entry.number(),
                entry.depth(),
                entry.kind(),
                Printable.of(entry.title()),
                entry.presenter() == null ? null : Printable.of(entry.presenter()),
                entry.minutes(),
                start,
                start == null ? "" : clock.format(start),
                notes,
                NoteBlock.of(notes),
                handled(documents));
    }

    /** What is handled together stands where the first of it stands. */
    private static List<AgendaSheet.Handled> handled(List<ItemContribution> documents) {
        Map<UUID, List<ItemContribution>> groups = new LinkedHashMap<>();
        for (ItemContribution document : documents) {
            UUID group = document.block() == null
                    ? document.id().value()
                    : document.block().id();
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(document);
        }
        return groups.values().stream()
                .map(group -> new AgendaSheet.Handled(
                        group.getFirst().block() == null
                                ? null
                                : Printable.of(group.getFirst().block().name()),
                        group.stream().map(AgendaSheets::document).toList()))
                .toList();
    }

    private static AgendaSheet.Document document(ItemContribution row) {
        return new AgendaSheet.Document(
                row.number(),
                row.type().code(),
                Printable.of(row.title()),
                Printable.of(row.source()),
                row.purpose().label(),
                row.state().label(),
                row.late());
    }
}
