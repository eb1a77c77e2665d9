package org.rostrum.agendas;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;

/** What officers do with an agenda, as tests say it. */
class AgendaGestures {

    private final Viewers viewers;
    private final AgendaDrafts drafts;
    private final AgendaPublications publications;

    AgendaGestures(Viewers viewers, AgendaDrafts drafts, AgendaPublications publications) {
        this.viewers = viewers;
        this.drafts = drafts;
        this.publications = publications;
    }

    Viewer as(Cast person) {
        return viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    /** Replaces the draft by these lines, indented by two spaces a level; items keep their identity by title. */
    Draft drafts(Cast person, Gathering meeting, String... lines) {
        Draft now = drafts.read(new MeetingId(meeting.id()));
        return drafts(person, meeting, now.revision(), lines);
    }

    Draft drafts(Cast person, Gathering meeting, int revision, String... lines) {
        Draft now = drafts.read(new MeetingId(meeting.id()));
        List<OutlineRow> rows = new ArrayList<>();
        for (String line : lines) {
            String title = line.strip();
            AgendaItemId id = now.items().stream()
                    .filter(item -> item.title().equals(title))
                    .map(AgendaEntry::id)
                    .findFirst()
                    .orElse(null);
            rows.add(new OutlineRow(
                    id, (line.length() - line.stripLeading().length()) / 2, ItemKind.NORMAL, title, null, null, null));
        }
        return drafts.save(new MeetingId(meeting.id()), as(person), revision, Outline.of(rows))
                .draft();
    }

    /** Replaces the draft by rows of whatever kind. */
    void draftsRows(Cast person, Gathering meeting, OutlineRow... rows) {
        Draft now = drafts.read(new MeetingId(meeting.id()));
        drafts.save(new MeetingId(meeting.id()), as(person), now.revision(), Outline.of(List.of(rows)));
    }

    PublishedAgenda publishes(Cast person, Gathering meeting, String note) {
        Draft now = drafts.read(new MeetingId(meeting.id()));
        return publications.publish(
                new MeetingId(meeting.id()),
                as(person),
                now.revision(),
                note,
                UUID.randomUUID().toString());
    }
}
