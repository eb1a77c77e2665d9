package org.rostrum.notifications;

import jakarta.validation.constraints.Email;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Mail that tells people. The server it goes to is {@code spring.mail.host} and what stands beside that; where none is
 * set, mail waits.
 *
 * @param from the address it comes from, under the body's name; null for portal@ the host of rostrum.body.public-url
 * @param poll how often each node looks for mail that waits; what a node tells itself leaves at once
 * @param firstWait after a failed try; doubled with each further one
 * @param longestWait between two tries
 * @param giveUpAfter for how long it is tried
 * @param keep how long it stays in the database after it was sent or given up
 */
@Validated
@ConfigurationProperties("rostrum.mail")
public record MailSettings(
        @Nullable @Email(message = "must be an e-mail address") String from,

        @DefaultValue("15s") @DurationMin(millis = 1, message = "must be longer than nothing")
        Duration poll,

        @DefaultValue("1m") @DurationMin(millis = 1, message = "must be longer than nothing")
        Duration firstWait,

        @DefaultValue("4h") @DurationMin(millis = 1, message = "must be longer than nothing")
        Duration longestWait,

        @DefaultValue("5d") @DurationMin(minutes = 1, message = "must be a minute at least")
        Duration giveUpAfter,

        @DefaultValue("30d") @DurationMin(message = "must not be negative")
        Duration keep) {}
