package org.rostrum.web;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The foot of every page: sixty choices of a time zone, the same for all who have chosen the same. */
@Component
public class Foot {

    private final KeptPieces kept;
    private final Zones zones;
    private final Here here;

    Foot(KeptPieces kept, Zones zones, Here here) {
        this.kept = kept;
        this.zones = zones;
        this.here = here;
    }

    private record Shown(
            List<Zones.Region> regions,
            @Nullable ZoneId readerZone,
            String from,
            @Nullable String token) {}

    /** @param csrf null for a visitor who only reads: to ask for the token begins a session */
    public Markup of(@Nullable ZoneId readerZone, @Nullable String csrf) {
        Shown shown = new Shown(
                zones.regions(readerZone),
                readerZone,
                KeptPiece.place("from"),
                csrf == null ? null : KeptPiece.place(KeptPieces.CSRF));
        return kept.of("layout", "foot", shown)
                .filled(place -> new Markup(100).text(place.equals("from") ? here.path() : csrf));
    }
}
