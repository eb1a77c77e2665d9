package org.rostrum.shared;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The standards body this portal serves.
 *
 * @param name as members know it
 * @param prefix what contribution numbers begin with
 * @param publicUrl the address members use, without a path; null to take it from the request
 * @param sampleData whether the data is invented, which every page then says
 * @param contact how to reach the staff, shown to those who cannot get in
 */
@Validated
@ConfigurationProperties("rostrum.body")
public record BodySettings(
        @DefaultValue("Open Mobile Alliance") @NotBlank String name,

        @DefaultValue("OMA") @Pattern(regexp = "[A-Z][A-Z0-9]*", message = "must be capital letters and digits") String prefix,

        @Nullable String publicUrl,
        @DefaultValue("false") boolean sampleData,

        @DefaultValue("the staff of your standards body") @NotBlank String contact) {}
