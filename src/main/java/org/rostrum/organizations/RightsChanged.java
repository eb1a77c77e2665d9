package org.rostrum.organizations;

import java.util.Collection;
import java.util.Set;

/**
 * What some people may do has changed: who they are, whom they represent, what that member is entitled to or which
 * office they hold. Published within the transaction that changes it.
 *
 * @param everybody where it may concern anybody, and naming them all would take longer than asking everybody
 */
public record RightsChanged(Set<PersonId> people, boolean everybody) {

    public static RightsChanged of(Collection<PersonId> people) {
        return new RightsChanged(Set.copyOf(people), false);
    }

    public static RightsChanged of(PersonId person) {
        return new RightsChanged(Set.of(person), false);
    }

    public static RightsChanged ofEverybody() {
        return new RightsChanged(Set.of(), true);
    }

    /** Whether it may concern somebody. */
    public boolean concerns(PersonId person) {
        return everybody || people.contains(person);
    }
}
