package org.rostrum.web;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The zones offered for choosing: one well-known city per clock, not the six hundred there are, on the foot of every
 * page. Whoever lives elsewhere is offered their own by the browser.
 */
@Component("zones")
class Zones {

    public record Place(String id, String name) {}

    public record Region(String name, List<Place> places) {}

    private static final List<String> AMERICAS = List.of(
            "Pacific/Honolulu",
            "America/Anchorage",
            "America/Los_Angeles",
            "America/Denver",
            "America/Phoenix",
            "America/Mexico_City",
            "America/Chicago",
            "America/Bogota",
            "America/New_York",
            "America/Toronto",
            "America/Halifax",
            "America/Santiago",
            "America/Sao_Paulo",
            "America/Argentina/Buenos_Aires",
            "America/St_Johns");
    private static final List<String> EUROPE = List.of(
            "Atlantic/Reykjavik",
            "Europe/Lisbon",
            "Europe/London",
            "Europe/Dublin",
            "Europe/Madrid",
            "Europe/Paris",
            "Europe/Berlin",
            "Europe/Rome",
            "Europe/Stockholm",
            "Europe/Warsaw",
            "Europe/Athens",
            "Europe/Helsinki",
            "Europe/Kyiv",
            "Europe/Istanbul");
    private static final List<String> AFRICA =
            List.of("Africa/Casablanca", "Africa/Lagos", "Africa/Cairo", "Africa/Johannesburg", "Africa/Nairobi");
    private static final List<String> ASIA = List.of(
            "Asia/Jerusalem",
            "Asia/Riyadh",
            "Asia/Dubai",
            "Asia/Karachi",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Asia/Dhaka",
            "Asia/Bangkok",
            "Asia/Jakarta",
            "Asia/Singapore",
            "Asia/Shanghai",
            "Asia/Taipei",
            "Asia/Seoul",
            "Asia/Tokyo");
    private static final List<String> PACIFIC = List.of(
            "Australia/Perth", "Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney", "Pacific/Auckland");

    private final Times times;
    private volatile Now now = new Now(Instant.MIN, List.of());

    Zones(Times times) {
        this.times = times;
    }

    /** What the clocks say: the same for a quarter of an hour, as they are put forward and back on one. */
    private record Now(Instant quarter, List<Region> regions) {}

    /** What there is to choose from; always with the reader's own. */
    public List<Region> regions(@Nullable ZoneId readerZone) {
        List<Region> regions = new ArrayList<>(everywhere());
        if (readerZone != null
                && regions.stream()
                        .flatMap(region -> region.places().stream())
                        .noneMatch(place -> place.id().equals(readerZone.getId()))) {
            regions.addFirst(region("Yours", List.of(readerZone.getId())));
        }
        return regions;
    }

    private List<Region> everywhere() {
        Instant quarter = times.quarter();
        Now known = now;
        if (!known.quarter().equals(quarter)) {
            known = new Now(
                    quarter,
                    List.of(
                            region("Europe", EUROPE),
                            region("Americas", AMERICAS),
                            region("Asia", ASIA),
                            region("Africa", AFRICA),
                            region("Pacific", PACIFIC),
                            region("Everywhere", List.of("UTC"))));
            now = known;
        }
        return known.regions();
    }

    private Region region(String name, List<String> ids) {
        return new Region(name, ids.stream().map(this::place).toList());
    }

    private Place place(String id) {
        ZoneId zone = ZoneId.of(id);
        String city = Times.place(zone);
        String now = times.offsetNow(zone);
        return new Place(id, city.equals(now) ? city : city + " (" + now + ")");
    }
}
