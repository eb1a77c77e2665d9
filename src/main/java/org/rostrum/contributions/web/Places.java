package org.rostrum.contributions.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rostrum.contributions.AgendaPlace;

/** Items of an agenda as a field to choose from names them, by their identifiers. */
final class Places {

    private Places() {}

    static Map<String, String> named(List<AgendaPlace> places) {
        Map<String, String> named = new LinkedHashMap<>();
        places.forEach(place -> named.put(
                place.item().toString(),
                place.number().isEmpty() ? "Draft: " + place.title() : place.number() + " " + place.title()));
        return named;
    }
}
