package org.rostrum.timetables.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.timetables.Difference;
import org.rostrum.timetables.Differences;
import org.rostrum.timetables.TimetableEntry;
import org.rostrum.timetables.TimetableVersion;
import org.rostrum.timetables.TimetableVersions;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A published version as it was read, and what had changed since an earlier one. */
@Controller
class TimetableVersionController {

    private final Events events;
    private final TimetableVersions versions;
    private final Differences differences;
    private final Clock clock;

    TimetableVersionController(Events events, TimetableVersions versions, Differences differences, Clock clock) {
        this.events = events;
        this.versions = versions;
        this.differences = differences;
        this.clock = clock;
    }

    /** @param asked the earlier version to compare with; the one before where none is asked for */
    @GetMapping("/events/{event}/timetable/versions/{version}")
    String version(
            @PathVariable("event") EventId id,
            @PathVariable int version,
            @RequestParam(name = "from", required = false) @Nullable Integer asked,
            Viewer viewer,
            Model model) {
        EventView named = events.require(id);
        EventView week = named.within() == null ? named : events.require(named.within());
        ZoneId zone = week.zoneOrUtc();
        TimetableVersion shown = versions.require(week.id(), version, viewer);
        List<TimetableVersion.Line> all = versions.of(week.id());
        int from = asked != null && asked < version ? asked : version - 1;
        boolean there = all.stream().anyMatch(line -> line.version() == from);
        List<Difference> changes = there
                ? differences.between(versions.require(week.id(), from, viewer).entries(), shown.entries(), zone)
                : List.of();
        SortedMap<LocalDate, List<TimetableEntry>> days = shown.entries().stream()
                .collect(Collectors.groupingBy(entry -> entry.day(zone), TreeMap::new, Collectors.toList()));
        model.addAttribute("event", week);
        model.addAttribute("now", clock.instant());
        model.addAttribute("version", shown);
        model.addAttribute("latest", all.getFirst().version());
        model.addAttribute(
                "earlier", all.stream().filter(line -> line.version() < version).toList());
        model.addAttribute("from", there ? from : 0);
        model.addAttribute("changes", changes);
        model.addAttribute("days", days);
        return "timetable/version";
    }
}
