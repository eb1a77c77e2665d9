package org.rostrum.shared;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The standards body this portal serves.
 *
 * @param name as members know it
 * @param prefix what contribution numbers begin with
 * @param timeZone the IANA zone that days without a place are meant in, such as the first day of a term of office
 * @param publicUrl the address members use, without a path; null to take it from the request
 * @param firstStaff the e-mail address of who becomes staff where nobody is; null to change nothing
 * @param sampleData whether the data is invented, which every page then says
 * @param contact how to reach the staff, shown to those who cannot get in
 */
@Validated
@ConfigurationProperties("rostrum.body")
public record BodySettings(
        @DefaultValue("Open Mobile Alliance") @NotBlank String name,

        @DefaultValue("OMA") @Pattern(regexp = "[A-Z][A-Z0-9]*", message = "must be capital letters and digits") String prefix,

        @DefaultValue("UTC") ZoneId timeZone,
        @Nullable String publicUrl,
        @Nullable @Email String firstStaff,
        @DefaultValue("false") boolean sampleData,

        @DefaultValue("the staff of your standards body") @NotBlank String contact) {

    /** When a day begins for the body. */
    public Instant startOf(LocalDate day) {
        return day.atStartOfDay(timeZone).toInstant();
    }

    /** Which day an instant falls on for the body. */
    public LocalDate dayOf(Instant instant) {
        return instant.atZone(timeZone).toLocalDate();
    }
}
