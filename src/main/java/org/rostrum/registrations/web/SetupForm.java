package org.rostrum.registrations.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.events.EventFormat;
import org.rostrum.events.EventView;
import org.rostrum.registrations.RegistrationPart;
import org.rostrum.registrations.RegistrationRequest;
import org.rostrum.registrations.RegistrationSetup;
import org.rostrum.registrations.SetupText;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.WallClock;
import org.springframework.util.MultiValueMap;

/**
 * Registration's setup as the staff type it. Its times are meant on the clocks of the event; which parts it has depends
 * on the event, so all fields are kept by name.
 */
public record SetupForm(Map<String, String> fields) {

    static final List<String> TIMES = List.of("opensAt", "closesAt", "changeUntil");

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final LocalTime EVENING = LocalTime.of(18, 0);

    static SetupForm sent(MultiValueMap<String, String> sent) {
        Map<String, String> fields = new LinkedHashMap<>();
        sent.forEach((name, values) ->
                fields.put(name, values.isEmpty() || values.getFirst() == null ? "" : values.getFirst()));
        return new SetupForm(fields);
    }

    static SetupForm of(RegistrationSetup setup) {
        Map<String, String> fields = new LinkedHashMap<>();
        putTime(fields, "opensAt", setup.opensAt(), setup.zone());
        putTime(fields, "closesAt", setup.closesAt(), setup.zone());
        putTime(fields, "changeUntil", setup.changeUntil(), setup.zone());
        fields.put("note", setup.note());
        for (RegistrationPart part : setup.parts()) {
            String name = RegistrationRequest.partField(part.event());
            if (part.inPerson()) {
                fields.put(name + "-inPerson", "on");
            }
            if (part.remote()) {
                fields.put(name + "-remote", "on");
            }
            fields.put(name + "-inPersonCapacity", text(part.inPersonCapacity()));
            fields.put(name + "-remoteCapacity", text(part.remoteCapacity()));
        }
        fields.put("version", Integer.toString(setup.version()));
        return new SetupForm(fields);
    }

    /** What most events want, to begin with. */
    static SetupForm suggested(EventView event, List<EventView> parts, LocalDate today) {
        Map<String, String> fields = new LinkedHashMap<>();
        LocalDate opens = event.startsOn().minusMonths(2);
        LocalDate closes = event.startsOn().minusDays(3);
        LocalDate first = opens.isBefore(today) ? today : opens;
        fields.put("opensAt", LOCAL.format(first.atTime(MORNING)));
        fields.put("closesAt", LOCAL.format((closes.isAfter(first) ? closes : event.endsOn()).atTime(EVENING)));
        fields.put(
                "changeUntil",
                LOCAL.format((closes.isAfter(first) ? event.startsOn().minusDays(1) : event.endsOn()).atTime(EVENING)));
        for (EventView part : parts) {
            String name = RegistrationRequest.partField(part.id());
            if (part.format() != EventFormat.REMOTE) {
                fields.put(name + "-inPerson", "on");
            }
            if (part.format() != EventFormat.ON_SITE) {
                fields.put(name + "-remote", "on");
            }
        }
        return new SetupForm(fields);
    }

    /** Of an hour that is there twice the form must know which one was meant, or saving it again would ask anew. */
    private static void putTime(Map<String, String> fields, String name, Instant at, ZoneId zone) {
        LocalDateTime local = at.atZone(zone).toLocalDateTime();
        fields.put(name, LOCAL.format(local));
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() > 1) {
            boolean first = offsets.getFirst().equals(zone.getRules().getOffset(at));
            fields.put(name + "Fold", (first ? WallClock.Fold.FIRST : WallClock.Fold.SECOND).name());
        }
    }

    private static String text(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }

    public String get(String name) {
        return fields.getOrDefault(name, "");
    }

    public boolean checked(String name) {
        return fields.containsKey(name);
    }

    @Nullable Integer version() {
        return get("version").matches("\\d{1,9}") ? Integer.valueOf(get("version")) : null;
    }

    /** @throws Refusal with what is wrong with every field at once */
    SetupText text(List<EventView> parts, ZoneId zone) {
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, Instant> times = new LinkedHashMap<>();
        for (String name : TIMES) {
            try {
                times.put(name, WallClock.instant(name, WallClock.dateTime(name, get(name)), zone, fold(name)));
            } catch (Refusal refusal) {
                problems.putAll(refusal.fields());
            }
        }
        List<SetupText.Part> offered = new ArrayList<>();
        for (EventView part : parts) {
            String name = RegistrationRequest.partField(part.id());
            boolean inPerson = checked(name + "-inPerson");
            boolean remote = checked(name + "-remote");
            Integer inPersonCapacity = capacity(name + "-inPersonCapacity", problems);
            Integer remoteCapacity = capacity(name + "-remoteCapacity", problems);
            if (inPerson || remote) {
                offered.add(new SetupText.Part(part.id(), inPerson, remote, inPersonCapacity, remoteCapacity));
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid(String.join(" ", problems.values()), problems);
        }
        return new SetupText(
                Objects.requireNonNull(times.get("opensAt")),
                Objects.requireNonNull(times.get("closesAt")),
                Objects.requireNonNull(times.get("changeUntil")),
                get("note"),
                offered);
    }

    /** The times that are there twice on the clocks of the place: the form asks which is meant. */
    List<String> twice(ZoneId zone) {
        return TIMES.stream()
                .filter(name -> {
                    try {
                        return zone.getRules()
                                        .getValidOffsets(WallClock.dateTime(name, get(name)))
                                        .size()
                                > 1;
                    } catch (Refusal e) {
                        return false;
                    }
                })
                .toList();
    }

    private WallClock.@Nullable Fold fold(String name) {
        return switch (get(name + "Fold")) {
            case "FIRST" -> WallClock.Fold.FIRST;
            case "SECOND" -> WallClock.Fold.SECOND;
            default -> null;
        };
    }

    private @Nullable Integer capacity(String name, Map<String, String> problems) {
        String typed = get(name).strip();
        if (typed.isEmpty()) {
            return null;
        }
        if (!typed.matches("\\d{1,6}")) {
            problems.put(name, "A number of places is from 0 to 100,000; leave it empty for no limit.");
            return null;
        }
        return Integer.valueOf(typed);
    }
}
