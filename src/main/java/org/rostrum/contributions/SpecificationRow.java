package org.rostrum.contributions;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A published document of the registry. What the record does not say is null. */
public record SpecificationRow(
        SpecificationId id,
        String enabler,
        String enablerName,
        String documentType,
        @Nullable String version,
        @Nullable String status,
        @Nullable LocalDate releaseDate,
        String fileName) {}
