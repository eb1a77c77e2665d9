package org.rostrum.contributions;

import org.jspecify.annotations.Nullable;

/**
 * A contribution with all that a column of a list may show.
 *
 * @param specificationName the file name of what it is written against; null for none
 * @param clauses empty where it names none
 * @param macros whether opening its latest file may run something
 * @param mark null where there is none, or the viewer does not see it
 */
public record ListedContribution(
        ContributionRow row,
        @Nullable String specificationName,
        String clauses,
        boolean macros,
        @Nullable Mark mark) {}
