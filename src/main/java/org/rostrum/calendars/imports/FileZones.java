package org.rostrum.calendars.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.fortuna.ical4j.model.ComponentList;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.PropertyList;
import net.fortuna.ical4j.model.ZoneRulesBuilder;
import net.fortuna.ical4j.model.component.Daylight;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.Standard;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.RDate;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.TzId;
import net.fortuna.ical4j.model.property.TzOffsetFrom;
import net.fortuna.ical4j.model.property.TzOffsetTo;
import org.rostrum.calendars.imports.CalendarLines.Block;
import org.rostrum.calendars.imports.CalendarLines.Content;

/**
 * What a calendar calls its zones: a zone of the world, a name of Windows, a name of its own that ends with a zone's, or
 * a zone that only the file itself describes. Nothing of a file is kept beyond it.
 */
final class FileZones {

    private static final Set<String> WORLD = ZoneId.getAvailableZoneIds();

    private final Map<String, Block> described;
    private final Map<String, Optional<ZoneRules>> found = new HashMap<>();

    FileZones(List<Block> timeZones) {
        this.described = new HashMap<>();
        timeZones.forEach(zone -> zone.text("TZID").ifPresent(id -> described.putIfAbsent(id, zone)));
    }

    /** Empty where nobody can say how its clocks go. */
    Optional<ZoneRules> rules(String id) {
        return found.computeIfAbsent(id, this::find);
    }

    private Optional<ZoneRules> find(String id) {
        Block zone = described.get(id);
        return known(id)
                .or(() -> Optional.ofNullable(zone)
                        .flatMap(block -> block.text("X-LIC-LOCATION"))
                        .flatMap(FileZones::known))
                .or(() -> endingOf(id))
                .or(() -> WindowsZones.of(id))
                .map(ZoneId::getRules)
                .or(() -> Optional.ofNullable(zone).flatMap(FileZones::asDescribed));
    }

    private static Optional<ZoneId> known(String id) {
        return WORLD.contains(id) && (id.contains("/") || Set.of("UTC", "GMT").contains(id))
                ? Optional.of(ZoneId.of(id))
                : Optional.empty();
    }

    /** "/example.org/20260101_1/Europe/Warsaw". */
    private static Optional<ZoneId> endingOf(String id) {
        for (int slash = id.indexOf('/'); slash >= 0; slash = id.indexOf('/', slash + 1)) {
            Optional<ZoneId> zone = known(id.substring(slash + 1));
            if (zone.isPresent()) {
                return zone;
            }
        }
        return Optional.empty();
    }

    private static Optional<ZoneRules> asDescribed(Block zone) {
        try {
            List<Observance> observances = new ArrayList<>();
            for (Block block : zone.blocks()) {
                List<Property> properties = new ArrayList<>();
                properties.add(new DtStart<LocalDateTime>(block.text("DTSTART").orElseThrow()));
                properties.add(new TzOffsetFrom(block.text("TZOFFSETFROM").orElseThrow()));
                properties.add(new TzOffsetTo(block.text("TZOFFSETTO").orElseThrow()));
                for (Content line : block.lines()) {
                    if (line.name().equals("RRULE")) {
                        // Any other could be a rule of seconds, and without an end.
                        if (!line.value().toUpperCase(Locale.ROOT).contains("FREQ=YEARLY")
                                || line.value().toUpperCase(Locale.ROOT).matches(".*(BYSECOND|BYMINUTE|BYHOUR).*")) {
                            return Optional.empty();
                        }
                        properties.add(new RRule<LocalDateTime>(line.value()));
                    } else if (line.name().equals("RDATE")) {
                        properties.add(
                                new RDate<LocalDateTime>(new net.fortuna.ical4j.model.ParameterList(), line.value()));
                    }
                }
                observances.add(
                        block.name().equals("DAYLIGHT")
                                ? new Daylight(new PropertyList(properties))
                                : new Standard(new PropertyList(properties)));
            }
            return observances.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ZoneRulesBuilder()
                            .vTimeZone(new VTimeZone(
                                    new PropertyList(
                                            List.of(new TzId(zone.text("TZID").orElseThrow()))),
                                    new ComponentList<>(observances)))
                            .build());
        } catch (RuntimeException e) {
            // A zone that is described wrongly is described not at all; the entries in it are told so.
            return Optional.empty();
        }
    }

    /**
     * A local time (RFC 5545, 3.3.5): one that is skipped is meant by the offset before the gap, of one that is there
     * twice the first is meant.
     */
    static Instant instant(LocalDateTime local, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (!offsets.isEmpty()) {
            return local.toInstant(offsets.getFirst());
        }
        ZoneOffsetTransition gap = rules.getTransition(local);
        if (gap == null) {
            throw new DateTimeException("neither there nor skipped: " + local);
        }
        return local.toInstant(gap.getOffsetBefore());
    }
}
