package org.rostrum.timetables.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as a page writes it, in strings that are ready: a week's page has hundreds of cells, and what a template
 * works out for each of them is most of its time.
 *
 * @param id also the session's place on its page
 * @param look classes
 * @param start for scripts, as {@code hours} and {@code readerHours} are for people
 * @param kind null where it is a session like any other
 * @param event null on a page that is about one event
 * @param room null where none is assigned
 * @param mode null where nothing is said
 * @param join the way into the room of the group's meeting; null unless it goes on now and the reader may come in
 * @param why it is on the reader's agenda; null where it is not
 * @param overlaps which others of the reader's own, in words; null for none
 */
record SessionLine(
        String id,
        String look,
        String title,
        String note,
        @Nullable String kind,
        String start,
        String end,
        String zone,
        String hours,
        String readerHours,
        @Nullable Link event,
        List<Link> groups,
        boolean joint,
        @Nullable String room,
        @Nullable String mode,
        @Nullable String part,
        boolean membersOnly,
        boolean cancelled,
        boolean now,
        @Nullable String join,
        boolean session,
        boolean marked,
        @Nullable String why,
        @Nullable String overlaps) {

    /** @param href null where the reader may not follow */
    record Link(String word, String title, @Nullable String href) {}

    public String anchor() {
        return "s-" + id;
    }
}
