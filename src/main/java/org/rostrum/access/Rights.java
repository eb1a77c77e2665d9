package org.rostrum.access;

import java.util.EnumSet;
import java.util.Set;

/**
 * What somebody may do at one place, and nothing of who they are: for a part of a page that is the same for all who may do
 * the same there. A template asks it as it asks the {@link Viewer}.
 */
public record Rights(Place place, Set<Act> acts) {

    public static Rights of(Viewer viewer, Place place) {
        Set<Act> acts = EnumSet.noneOf(Act.class);
        for (Act act : Act.values()) {
            if (viewer.may(act, place)) {
                acts.add(act);
            }
        }
        return new Rights(place, acts);
    }

    public boolean may(Act act, Place where) {
        if (!where.equals(place)) {
            throw new IllegalArgumentException("What may be done there was not asked");
        }
        return acts.contains(act);
    }
}
