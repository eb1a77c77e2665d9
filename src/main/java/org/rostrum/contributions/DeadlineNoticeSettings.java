package org.rostrum.contributions;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Telling authors that a deadline is near and a number of theirs has no file yet.
 *
 * @param before how long before the deadline
 * @param poll how often each node looks whom to tell. A node where this is 0 tells nobody
 */
@Validated
@ConfigurationProperties("rostrum.contributions.deadline-notices")
public record DeadlineNoticeSettings(
        @DefaultValue("48h") @DurationMin(minutes = 1, message = "must be at least a minute")
        Duration before,

        @DefaultValue("5m") @DurationMin(message = "must not be negative")
        Duration poll) {}
