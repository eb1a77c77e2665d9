package org.rostrum.contributions;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Documents many at a time: each package that is on its way holds a few megabytes and a connection to a slow reader.
 *
 * @param atOncePerPerson how many one person, or one visitor's address, may take at once from a node
 * @param atOnce how many a node sends at once
 */
@Validated
@ConfigurationProperties("rostrum.packages")
public record PackageSettings(
        @DefaultValue("2") @Min(value = 1, message = "must be at least 1") int atOncePerPerson,

        @DefaultValue("16") @Min(value = 1, message = "must be at least 1") int atOnce) {}
