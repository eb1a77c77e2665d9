package org.rostrum.contributions;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of a meeting's documents somebody wants.
 *
 * @param item of the published agenda, with those below it; null for all, those on no item included
 * @param untaken only what no package brought them before
 * @param allRevisions else the latest of each contribution
 * @param withdrawn whether those of withdrawn contributions too
 */
public record PackageChoice(@Nullable UUID item, boolean untaken, boolean allRevisions, boolean withdrawn) {

    /** The latest revision of all that stands. */
    public static final PackageChoice ALL = new PackageChoice(null, false, false, false);
}
