package org.rostrum.web;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A rendered piece of a page, with the places in it that are filled anew each time it is shown. */
public final class KeptPiece {

    /** Nobody outside can know it, so nobody's words can make a place. Plain enough to stand in an address unescaped. */
    private static final String PLACE = "place-" + UUID.randomUUID() + "-";

    private static final char END = '.';

    /** What stands around the places: one more than there are of these. */
    private final List<String> parts = new ArrayList<>();

    private final List<String> places = new ArrayList<>();

    KeptPiece(String html) {
        int from = 0;
        int place = html.indexOf(PLACE);
        while (place >= 0) {
            int end = html.indexOf(END, place);
            parts.add(html.substring(from, place));
            places.add(html.substring(place + PLACE.length(), end));
            from = end + 1;
            place = html.indexOf(PLACE, from);
        }
        parts.add(html.substring(from));
    }

    /**
     * What a template writes, as text, into an attribute or unescaped, where something is to be filled in.
     *
     * @param name letters, digits and hyphens
     */
    public static String place(String name) {
        return PLACE + name + END;
    }

    int length() {
        return parts.stream().mapToInt(String::length).sum();
    }

    /** A piece without places. */
    @Override
    public String toString() {
        if (!places.isEmpty()) {
            throw new IllegalStateException("Nothing was given for " + places);
        }
        return parts.getFirst();
    }

    /** @param by for each place by its name what stands there; markup, so that text was escaped */
    public Markup filled(Function<String, Markup> by) {
        Markup html = new Markup(length() + 200 * places.size()).part(parts.getFirst());
        for (int i = 0; i < places.size(); i++) {
            html.markup(by.apply(places.get(i))).part(parts.get(i + 1));
        }
        return html;
    }
}
