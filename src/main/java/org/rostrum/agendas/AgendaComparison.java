package org.rostrum.agendas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two texts of one meeting's agenda, the earlier first, as far as the reader may see them.
 *
 * @param to null where it is the officers' draft
 * @param versions all there are, the latest first
 */
public record AgendaComparison(
        AgendaVersion from, @Nullable AgendaVersion to, List<AgendaVersion> versions, AgendaDifference difference) {

    /** The version in force. */
    public AgendaVersion latest() {
        return versions.getFirst();
    }

    /** Whether members read a later text than the one that is compared here. */
    public boolean outdated() {
        return to != null && !to.inForce();
    }
}
