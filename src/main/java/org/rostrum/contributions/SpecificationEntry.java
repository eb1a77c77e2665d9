package org.rostrum.contributions;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A line of a registry to import. What the registry does not say is null. */
public record SpecificationEntry(
        String enabler,
        String enablerName,
        String documentType,
        @Nullable String version,
        @Nullable String status,
        @Nullable LocalDate releaseDate,
        String fileName) {}
