package org.rostrum.agendas.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.agendas.AgendaEntry;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.ItemTime;
import org.rostrum.agendas.Overflow;
import org.rostrum.agendas.PublishedAgenda;
import org.rostrum.agendas.Timing;
import org.rostrum.agendas.outputs.AgendaDocuments;
import org.rostrum.contributions.AgendaBlock;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ItemContribution;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;

/**
 * A published agenda in the API, as the page shows it.
 *
 * @param latest the version in force
 * @param timeZone the meeting's, in which its times are meant
 * @param now the item the room is on
 * @param overflow what the meeting's time does not hold
 * @param document the numbered one it was filed as; null for the moment that takes
 */
record AgendaJson(
        MeetingId meeting,
        int version,
        int latest,
        Instant publishedAt,
        String publishedBy,
        String note,
        String timeZone,
        @Nullable AgendaItemId now,
        @Nullable Overflow overflow,
        @Nullable FiledAs document,
        List<Item> items) {

    /** @param number with revision and type */
    record FiledAs(ContributionId id, String number, int revision) {

        static FiledAs of(AgendaDocuments.Document document) {
            return new FiledAs(document.contribution(), document.number(), document.revision());
        }
    }

    /**
     * @param number empty for a break
     * @param minutes planned for it, in addition to those of the items below it
     * @param time null where nothing is planned and nothing is known
     * @param contributions in the chair's order
     */
    record Item(
            AgendaItemId id,
            String number,
            String title,
            int depth,
            ItemKind kind,
            @Nullable String presenter,
            @Nullable Integer minutes,
            @Nullable String notes,
            @Nullable Time time,
            List<Document> contributions) {}

    /**
     * @param start planned
     * @param forecast when the room comes to it, as it looks now, to five minutes
     */
    record Time(
            ItemTime.State state,
            @Nullable Instant start,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant forecast) {}

    /**
     * @param number with the latest revision
     * @param block what it is handled together with
     */
    record Document(
            ContributionId id,
            String number,
            String type,
            @JsonProperty("for") String purpose,
            String title,
            String source,
            ContributionState state,
            boolean late,
            @Nullable AgendaBlock block) {

        static Document of(ItemContribution contribution) {
            return new Document(
                    contribution.id(),
                    contribution.number(),
                    contribution.type().code(),
                    contribution.purpose().label(),
                    contribution.title(),
                    contribution.source(),
                    contribution.state(),
                    contribution.late(),
                    contribution.block());
        }
    }

    static AgendaJson of(
            MeetingView meeting,
            PublishedAgenda agenda,
            Timing timing,
            Map<UUID, List<ItemContribution>> contributions,
            Optional<AgendaDocuments.Document> document,
            Instant now) {
        return new AgendaJson(
                agenda.meeting(),
                agenda.version(),
                agenda.latest(),
                agenda.publishedAt(),
                agenda.publishedBy(),
                agenda.note(),
                meeting.timeZone().getId(),
                timing.now(),
                agenda.plannedMinutes() == 0 ? null : timing.overflow(),
                document.map(FiledAs::of).orElse(null),
                agenda.items().stream()
                        .map(item -> item(
                                item,
                                time(item, agenda, timing, now),
                                contributions.getOrDefault(item.id().value(), List.of())))
                        .toList());
    }

    private static Item item(AgendaEntry item, @Nullable Time time, List<ItemContribution> contributions) {
        return new Item(
                item.id(),
                item.number(),
                item.title(),
                item.depth(),
                item.kind(),
                item.presenter(),
                item.minutes(),
                item.notes(),
                time,
                contributions.stream().map(Document::of).toList());
    }

    /** Where nobody has said how long anything takes, a plan would have all of it begin at once. */
    private static @Nullable Time time(AgendaEntry item, PublishedAgenda agenda, Timing timing, Instant now) {
        ItemTime time = timing.items().get(item.id());
        if (time == null || (agenda.plannedMinutes() == 0 && time.startedAt() == null)) {
            return null;
        }
        return new Time(time.state(), time.plannedStart(), time.startedAt(), time.endedAt(), time.about(now));
    }
}
