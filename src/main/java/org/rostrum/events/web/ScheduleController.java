package org.rostrum.events.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventKind;
import org.rostrum.events.EventView;
import org.rostrum.events.ProgrammeMeeting;
import org.rostrum.events.Schedule.Entry;
import org.rostrum.events.Schedules;
import org.rostrum.events.web.ScheduleAddress.View;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.When;
import org.rostrum.web.Times;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The schedule, public. Its views and filters stand in the address, so that one can be passed on. */
@Controller
class ScheduleController {

    private final Schedules schedules;
    private final EventDates dates;
    private final Times times;
    private final BodySettings body;
    private final Clock clock;

    ScheduleController(Schedules schedules, EventDates dates, Times times, BodySettings body, Clock clock) {
        this.schedules = schedules;
        this.dates = dates;
        this.times = times;
        this.body = body;
        this.clock = clock;
    }

    @GetMapping("/schedule")
    String schedule(
            @RequestParam(name = "view", defaultValue = "") String askedView,
            @RequestParam(name = "year", defaultValue = "") String askedYear,
            @RequestParam(name = "month", defaultValue = "") String askedMonth,
            @RequestParam(name = "kind", defaultValue = "") String askedKind,
            Viewer viewer,
            Model model) {
        View view = Stream.of(View.values())
                .filter(one -> one.code().equals(askedView.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
        Integer year = year(askedYear);
        YearMonth month = month(askedMonth);
        EventKind kind = EventKind.of(askedKind).orElse(null);
        model.addAttribute("now", clock.instant());
        model.addAttribute("kind", kind);
        model.addAttribute("kinds", EventKind.values());
        model.addAttribute("views", View.values());
        model.addAttribute("misread", misread(askedView, view, askedYear, year, askedMonth, month, askedKind, kind));
        return switch (Objects.requireNonNullElse(view, View.LIST)) {
            case LIST -> list(year, kind, viewer, model);
            case MONTH -> month(month, year, kind, viewer, model);
            case ARCHIVE -> archive(kind, viewer, model);
        };
    }

    private String list(@Nullable Integer year, @Nullable EventKind kind, Viewer viewer, Model model) {
        var schedule = year == null ? schedules.current(viewer, kind) : schedules.ofYear(year, viewer, kind);
        model.addAttribute("schedule", schedule);
        model.addAttribute("years", schedule.years());
        model.addAttribute("year", year);
        model.addAttribute("address", new ScheduleAddress(View.LIST, year, null, kind));
        return "schedule/schedule";
    }

    private String month(
            @Nullable YearMonth asked, @Nullable Integer year, @Nullable EventKind kind, Viewer viewer, Model model) {
        Instant now = clock.instant();
        LocalDate today = body.dayOf(now);
        YearMonth month = asked != null
                ? asked
                : YearMonth.from(year == null ? today : today.withDayOfMonth(1).withYear(year));
        List<MonthGrid.Bar> bars = new ArrayList<>();
        List<MonthGrid.Bar> someDay = new ArrayList<>();
        for (Entry entry : schedules.ofMonth(month, viewer, kind)) {
            (entry.monthsOnly() ? someDay : bars).add(bar(entry, now));
            entry.parts().forEach(part -> (part.monthsOnly() ? someDay : bars).add(bar(part, now)));
        }
        model.addAttribute("month", month);
        model.addAttribute("monthName", times.month(month));
        model.addAttribute("grid", MonthGrid.of(month, today, bars));
        model.addAttribute("someDay", someDay);
        model.addAttribute("empty", bars.isEmpty() && someDay.isEmpty());
        model.addAttribute("nearest", near(schedules.nearest(month, true, kind)));
        model.addAttribute("last", near(schedules.nearest(month, false, kind)));
        model.addAttribute("years", schedules.years(viewer, kind));
        model.addAttribute("year", month.getYear());
        model.addAttribute("address", new ScheduleAddress(View.MONTH, null, month, kind));
        return "schedule/month";
    }

    /** A month to go to. */
    record Near(YearMonth month, String name) {}

    private @Nullable Near near(@Nullable YearMonth month) {
        return month == null ? null : new Near(month, times.month(month));
    }

    private MonthGrid.Bar bar(Entry entry, Instant now) {
        if (entry.event() != null) {
            return bar(entry.event(), now);
        }
        ProgrammeMeeting meeting = entry.meetings().getFirst();
        return new MonthGrid.Bar(
                meeting.group().code() + ": " + meeting.name(),
                "/meetings/" + meeting.id(),
                meeting.startsOn(),
                meeting.endsOn(),
                times.dates(meeting.startsOn(), meeting.endsOn()),
                look("meeting", meeting.cancelled(), meeting.when(now)),
                meeting.cancelled());
    }

    private MonthGrid.Bar bar(EventView event, Instant now) {
        return new MonthGrid.Bar(
                event.name(),
                "/events/" + event.id(),
                event.startsOn(),
                event.endsOn(),
                dates.dates(event),
                look(event.kind().code(), event.cancelled(), event.when(now)),
                event.cancelled());
    }

    private static String look(String kind, boolean cancelled, When when) {
        return "bar-" + kind + (cancelled ? " is-cancelled" : when == When.NOW ? " is-now" : "");
    }

    /** A year of the archive. */
    record ArchiveYear(int year, List<ArchiveRow> rows) {}

    /** @param parts what is held within it */
    record ArchiveRow(
            String name, String href, String dates, String kind, String place, boolean cancelled, List<Part> parts) {

        record Part(String name, String href) {}
    }

    private String archive(@Nullable EventKind kind, Viewer viewer, Model model) {
        List<ArchiveYear> years = new ArrayList<>();
        for (Entry entry : schedules.all(viewer, kind)) {
            int year = entry.startsOn().getYear();
            if (years.isEmpty() || years.getLast().year() != year) {
                years.add(new ArchiveYear(year, new ArrayList<>()));
            }
            years.getLast().rows().add(row(entry));
        }
        model.addAttribute("archive", years);
        model.addAttribute("years", years.stream().map(ArchiveYear::year).toList());
        model.addAttribute("year", null);
        model.addAttribute("address", new ScheduleAddress(View.ARCHIVE, null, null, kind));
        return "schedule/archive";
    }

    private ArchiveRow row(Entry entry) {
        EventView event = entry.event();
        if (event == null) {
            ProgrammeMeeting meeting = entry.meetings().getFirst();
            return new ArchiveRow(
                    meeting.name(),
                    "/meetings/" + meeting.id(),
                    times.dates(meeting.startsOn(), meeting.endsOn()),
                    meeting.group().code(),
                    Objects.requireNonNullElse(meeting.venue(), ""),
                    meeting.cancelled(),
                    List.of());
        }
        return new ArchiveRow(
                event.name(),
                "/events/" + event.id(),
                dates.dates(event),
                event.kind().label(),
                Objects.requireNonNullElse(event.place(), ""),
                event.cancelled(),
                entry.parts().stream()
                        .map(part -> new ArchiveRow.Part(part.name(), "/events/" + part.id()))
                        .toList());
    }

    /** What of the filters could not be read: the page then says so instead of quietly showing something else. */
    private static @Nullable String misread(
            String askedView,
            @Nullable View view,
            String askedYear,
            @Nullable Integer year,
            String askedMonth,
            @Nullable YearMonth month,
            String askedKind,
            @Nullable EventKind kind) {
        if (view == null && !askedView.isBlank()) {
            return "There is no such view of the schedule. This is the list.";
        }
        if (year == null && !askedYear.isBlank()) {
            return "The year in the address cannot be read. This is the current schedule.";
        }
        if (month == null && !askedMonth.isBlank()) {
            return "The month in the address cannot be read. This is the present one; write it as 2027-01.";
        }
        if (kind == null && !askedKind.isBlank()) {
            return "There is no such kind of event. All kinds are shown.";
        }
        return null;
    }

    private static @Nullable Integer year(String asked) {
        return asked.matches("[12][0-9]{3}") ? Integer.valueOf(Year.parse(asked).getValue()) : null;
    }

    private static @Nullable YearMonth month(String asked) {
        try {
            return asked.matches("[12][0-9]{3}-[01][0-9]") ? YearMonth.parse(asked) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
