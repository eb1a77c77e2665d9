package org.rostrum.agendas.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaEntry;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.ItemTime;
import org.rostrum.contributions.AgendaBlock;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ItemContribution;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.Markdown;
import org.rostrum.web.Markup;
import org.springframework.stereotype.Component;

/**
 * The items of an agenda as the page and the chair's review show them: each with what stands under it, its time, and
 * those below it in a list of their own. Written here and not in a template because of those agendas that have 400 items
 * and 1,600 contributions.
 */
@Component
class AgendaSheet {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    /** By less than this nobody would rather have come at the planned time. */
    private static final Duration WORTH_SAYING = Duration.ofMinutes(5);

    private final Markdown markdown;
    private final Clock clock;

    AgendaSheet(Markdown markdown, Clock clock) {
        this.markdown = markdown;
        this.clock = clock;
    }

    /**
     * @param inForce whether these are the items that contributions are placed on for everybody, whose documents can be
     *     downloaded by item
     * @param times of the items that have any
     * @param readerZone null where nobody knows it
     */
    String html(
            List<AgendaEntry> items,
            boolean inForce,
            Map<UUID, List<ItemContribution>> contributions,
            Map<AgendaItemId, ItemTime> times,
            MeetingView meeting,
            Viewer viewer,
            @Nullable ZoneId readerZone) {
        return new Writing(inForce, contributions, times, meeting, viewer, readerZone).of(items);
    }

    /** What of it changes when the room moves on: an open page takes over each item's state and times from here. */
    String times(
            List<AgendaEntry> items,
            Map<AgendaItemId, ItemTime> times,
            MeetingView meeting,
            Viewer viewer,
            @Nullable ZoneId readerZone) {
        return new Writing(false, Map.of(), times, meeting, viewer, readerZone).timesOf(items);
    }

    static boolean sameClocks(Instant at, ZoneId one, ZoneId other) {
        return one.getRules().getOffset(at).equals(other.getRules().getOffset(at));
    }

    /** One agenda for one reader. */
    private class Writing {

        private final Markup html = new Markup(1 << 16);
        private final boolean inForce;
        private final Map<UUID, List<ItemContribution>> contributions;
        private final Map<AgendaItemId, ItemTime> times;
        private final MeetingView meeting;
        private final Viewer viewer;
        private final String reader;
        private final @Nullable ZoneId readerZone;
        private final boolean severalDays;
        private boolean planned;
        private final boolean follows;
        /** Whatever has no file yet should have one. */
        private final boolean due;

        Writing(
                boolean inForce,
                Map<UUID, List<ItemContribution>> contributions,
                Map<AgendaItemId, ItemTime> times,
                MeetingView meeting,
                Viewer viewer,
                @Nullable ZoneId readerZone) {
            this.inForce = inForce;
            this.contributions = contributions;
            this.times = times;
            this.meeting = meeting;
            this.viewer = viewer;
            this.reader = viewer.name().toLowerCase(Locale.ROOT).strip();
            this.readerZone = readerZone;
            this.severalDays = !meeting.startsAt()
                    .atZone(meeting.timeZone())
                    .toLocalDate()
                    .equals(meeting.endsAt().atZone(meeting.timeZone()).toLocalDate());
            this.follows = viewer.may(Act.FOLLOW, meeting.permissions());
            this.due = meeting.deadlinePassed(clock.instant());
        }

        String of(List<AgendaEntry> items) {
            planned = items.stream().anyMatch(item -> item.minutes() != null);
            html.raw("<ol class=\"sheet");
            if (items.stream().anyMatch(item -> time(item) != null)) {
                html.raw(" sheet-timed");
            }
            html.raw("\">");
            int open = 0;
            for (int i = 0; i < items.size(); i++) {
                item(items.get(i));
                int next = i + 1 == items.size() ? 0 : items.get(i + 1).depth();
                if (next > items.get(i).depth()) {
                    html.raw("<ol class=\"sheet\">");
                    open++;
                } else {
                    html.raw("</li>");
                    for (int depth = items.get(i).depth(); depth > next && open > 0; depth--, open--) {
                        html.raw("</ol></li>");
                    }
                }
            }
            return html.raw("</ol>").toString();
        }

        /** As the items are, without what does not change when the room moves on. */
        String timesOf(List<AgendaEntry> items) {
            planned = items.stream().anyMatch(item -> item.minutes() != null);
            html.raw("<ol>");
            for (AgendaEntry item : items) {
                ItemTime time = time(item);
                begin(item, time);
                html.raw(">");
                marks(item, time);
                if (time != null) {
                    when(time);
                }
                html.raw("</li>");
            }
            return html.raw("</ol>").toString();
        }

        private void begin(AgendaEntry item, @Nullable ItemTime time) {
            html.raw("<li class=\"sheet-item");
            switch (item.kind()) {
                case NORMAL -> {}
                case BREAK -> html.raw(" is-break");
                case INTERNAL -> html.raw(" is-internal");
            }
            if (time != null && time.state() == ItemTime.State.NOW) {
                html.raw(" is-now");
            } else if (time != null && time.state() == ItemTime.State.HANDLED && time.endedAt() != null) {
                html.raw(" is-done");
            }
            html.raw("\" id=\"item-").text(item.id()).raw("\"");
        }

        private void item(AgendaEntry item) {
            List<ItemContribution> documents =
                    contributions.getOrDefault(item.id().value(), List.of());
            ItemTime time = time(item);
            begin(item, time);
            if (presents(item)) {
                html.raw(" data-mine");
            }
            html.raw("><div class=\"sheet-row\"><div class=\"sheet-main\">");
            if (item.kind() == ItemKind.BREAK) {
                html.raw("<span class=\"agenda-number\"></span>");
            } else {
                html.raw("<a class=\"agenda-number\" href=\"#item-")
                        .text(item.id())
                        .raw("\">");
                html.text(item.number()).raw("</a>");
            }
            html.raw("<div class=\"sheet-text\"><h3 class=\"sheet-title\" dir=\"auto\">")
                    .text(item.title())
                    .raw("</h3>");
            marks(item, time);
            facts(item);
            html.raw("</div></div>");
            if (time != null) {
                when(time);
            }
            html.raw("<div class=\"sheet-side\">");
            documents(item, documents);
            if (item.notes() != null) {
                html.raw("<div class=\"sheet-notes prose\" dir=\"auto\">")
                        .markdown(item.notes(), markdown)
                        .raw("</div>");
            }
            if (item.thread() != null && follows) {
                html.raw("<a class=\"sheet-talk\" href=\"/meetings/")
                        .text(meeting.id())
                        .raw("/room?thread=")
                        .text(item.thread());
                html.raw("\"><span class=\"icon icon-chat-left-text\" aria-hidden=\"true\"></span>Discussion");
                html.raw("<span class=\"visually-hidden\"> of ")
                        .text(item.number())
                        .raw(" ")
                        .text(item.title())
                        .raw("</span></a>");
            }
            html.raw("</div></div>");
        }

        /** Where nobody has said how long anything takes, a plan would have all of it begin at once. */
        private @Nullable ItemTime time(AgendaEntry item) {
            ItemTime time = times.get(item.id());
            return time == null || planned || time.startedAt() != null ? time : null;
        }

        private void marks(AgendaEntry item, @Nullable ItemTime time) {
            html.raw("<span class=\"sheet-marks\">");
            if (item.kind() == ItemKind.BREAK) {
                html.raw("<span class=\"badge badge-break\">Break</span>");
            }
            if (item.kind() == ItemKind.INTERNAL) {
                html.raw("<span class=\"badge badge-internal\">Officers only</span>");
            }
            if (time != null && time.state() == ItemTime.State.NOW) {
                html.raw("<span class=\"badge badge-now\">Now discussing</span>");
            }
            if (time != null && time.state() == ItemTime.State.PASSED_OVER && item.kind() != ItemKind.BREAK) {
                html.raw("<span class=\"badge badge-warn\">Passed over</span>");
            }
            html.raw("</span>");
        }

        private void facts(AgendaEntry item) {
            if (item.presenter() == null && item.minutes() == null) {
                return;
            }
            html.raw("<p class=\"sheet-facts\">");
            if (item.presenter() != null) {
                html.raw("<span dir=\"auto\">").text(item.presenter()).raw("</span>");
            }
            if (item.minutes() != null) {
                html.raw("<span class=\"number\">").text(item.minutes()).raw(" min</span>");
            }
            html.raw("</p>");
        }

        private boolean presents(AgendaEntry item) {
            return item.presenter() != null
                    && !reader.isEmpty()
                    && item.presenter().toLowerCase(Locale.ROOT).contains(reader);
        }

        private void when(ItemTime time) {
            html.raw("<p class=\"sheet-when\">");
            Instant planned = time.plannedStart();
            Instant said = switch (time.state()) {
                case TO_COME -> expected(time);
                case NOW, HANDLED -> real(time);
                case PASSED_OVER -> null;
                case BEYOND -> {
                    html.raw("<span class=\"sheet-beyond\">beyond the meeting’s time</span> ");
                    yield null;
                }
            };
            if (planned != null && (said == null || differs(said, planned))) {
                html.raw("<span class=\"sheet-planned\">planned ");
                at(planned);
                html.raw("</span>");
            }
            html.raw("</p>");
        }

        private @Nullable Instant expected(ItemTime time) {
            Instant about = time.about(clock.instant());
            if (about != null) {
                html.raw("at about ");
                at(about);
                html.raw(" ");
                return about;
            }
            if (time.plannedStart() != null) {
                at(time.plannedStart());
            }
            return time.plannedStart();
        }

        private @Nullable Instant real(ItemTime time) {
            if (time.startedAt() == null) {
                return null;
            }
            if (time.endedAt() == null) {
                html.raw("since ");
            }
            at(time.startedAt());
            if (time.endedAt() != null) {
                html.raw("–");
                at(time.endedAt(), severalDays && !sameDay(time.startedAt(), time.endedAt()));
            }
            html.raw(" ");
            return time.startedAt();
        }

        private static boolean differs(Instant one, Instant other) {
            return Duration.between(one, other).abs().compareTo(WORTH_SAYING) >= 0;
        }

        /** In the meeting's zone, and in brackets in the reader's where its clocks show something else. */
        private void at(Instant instant) {
            at(instant, severalDays);
        }

        private boolean sameDay(Instant one, Instant other) {
            ZoneId zone = meeting.timeZone();
            return one.atZone(zone).toLocalDate().equals(other.atZone(zone).toLocalDate());
        }

        private void at(Instant instant, boolean withDay) {
            ZonedDateTime there = instant.atZone(meeting.timeZone());
            html.raw("<time datetime=\"").text(instant).raw("\">");
            html.text((withDay ? DAY : CLOCK).format(there)).raw("</time>");
            if (readerZone != null) {
                ZonedDateTime here = instant.atZone(readerZone);
                if (!sameClocks(instant, meeting.timeZone(), readerZone)) {
                    boolean sameDay = here.toLocalDate().equals(there.toLocalDate());
                    html.raw(" <span class=\"sheet-yours\">(")
                            .text((sameDay ? CLOCK : DAY).format(here))
                            .raw(")</span>");
                }
            }
        }

        private void documents(AgendaEntry item, List<ItemContribution> documents) {
            if (documents.isEmpty()) {
                return;
            }
            html.raw("<ul class=\"sheet-documents\">");
            Set<UUID> shown = new HashSet<>();
            for (ItemContribution document : documents) {
                AgendaBlock block = document.block();
                if (block == null) {
                    document(document);
                } else if (shown.add(block.id())) {
                    html.raw("<li class=\"sheet-block\"><p class=\"sheet-block-name\">Handled together: <bdi>")
                            .text(block.name())
                            .raw("</bdi></p><ul>");
                    documents.stream()
                            .filter(other -> block.equals(other.block()))
                            .forEach(this::document);
                    html.raw("</ul></li>");
                }
            }
            if (inForce && item.kind() == ItemKind.NORMAL && severalFiles(documents)) {
                html.raw("<li class=\"sheet-take\"><a href=\"/meetings/")
                        .text(meeting.id())
                        .raw("/documents.zip?item=")
                        .text(item.id())
                        .raw("\">Download the documents<span class=\"visually-hidden\"> of ")
                        .text(item.number())
                        .raw(" ")
                        .text(item.title())
                        .raw("</span></a></li>");
            }
            html.raw("</ul>");
        }

        /** A single one is as quickly had from its own page. */
        private static boolean severalFiles(List<ItemContribution> documents) {
            return documents.stream()
                            .filter(one -> one.state() != ContributionState.RESERVED
                                    && one.state() != ContributionState.WITHDRAWN)
                            .count()
                    > 1;
        }

        private void document(ItemContribution document) {
            html.raw("<li");
            if (document.author().equals(viewer.person())) {
                html.raw(" data-mine");
            }
            html.raw("><a class=\"contribution\" href=\"/contributions/")
                    .text(document.id())
                    .raw("\"><span class=\"contribution-number\">")
                    .text(document.number())
                    .raw("</span> <span class=\"contribution-title\" dir=\"auto\">")
                    .text(document.title())
                    .raw("</span></a> <span class=\"sheet-source\" dir=\"auto\">")
                    .text(document.source())
                    .raw("</span> ");
            html.raw("<span class=\"badge badge-")
                    .text(document.state().name().toLowerCase(Locale.ROOT))
                    .raw("\">");
            html.text(document.state().label()).raw("</span>");
            if (document.state() == ContributionState.RESERVED && due) {
                html.raw(" <span class=\"badge badge-warn\">File missing</span>");
            }
            if (document.late()) {
                html.raw(" <span class=\"badge badge-late\">Late</span>");
            }
            html.raw("</li>");
        }
    }
}
