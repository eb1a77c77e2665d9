package org.rostrum.sheets;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.rostrum.contributions.AgendaPlace;
import org.rostrum.shared.Refusal;

/**
 * An item of the agenda in a cell: "7.10 Bootstrap". By its number alone a spreadsheet would take it for a fraction or a
 * day, and make 7.1 of it; so it is written with its title, and read with or without.
 */
final class AgendaCell {

    /** What sends a contribution back to the unallocated. */
    private static final Set<String> NONE = Set.of("-", "–", "—", "none", "unallocated");

    private final List<AgendaPlace> places;

    AgendaCell(List<AgendaPlace> places) {
        this.places = places;
    }

    static String write(AgendaPlace place) {
        return place.number().isEmpty() ? place.title() : place.number() + " " + place.title();
    }

    static boolean none(String text) {
        return NONE.contains(text.toLowerCase(Locale.ROOT));
    }

    /** @throws Refusal where it is no item, or may be several */
    AgendaPlace read(SheetCell cell) {
        String text = cell.text();
        List<AgendaPlace> found =
                places.stream().filter(place -> same(write(place), text)).toList();
        if (found.isEmpty()) {
            found = places.stream()
                    .filter(place -> !place.number().isEmpty() && reads(place.number(), cell))
                    .toList();
        }
        if (found.isEmpty()) {
            found = places.stream().filter(place -> same(place.title(), text)).toList();
        }
        if (found.isEmpty()) {
            throw Refusal.invalid(
                    "", "There is no item “" + text + "” on this meeting's agenda that takes contributions.");
        }
        if (found.size() > 1) {
            throw Refusal.invalid(
                    "",
                    "“" + text + "” may be "
                            + found.stream()
                                    .map(place -> "“" + write(place) + "”")
                                    .collect(Collectors.joining(" or "))
                            + ". Write its number and its title.");
        }
        return found.getFirst();
    }

    private static boolean same(String one, String other) {
        return one.strip()
                .replaceAll("\\s+", " ")
                .equalsIgnoreCase(other.strip().replaceAll("\\s+", " "));
    }

    private static boolean reads(String number, SheetCell cell) {
        return number.equalsIgnoreCase(cell.text()) || cell.couldHaveBeen(number);
    }
}
