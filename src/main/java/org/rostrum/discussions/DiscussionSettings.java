package org.rostrum.discussions;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one person may say in one room, on one node.
 *
 * @param messagesPerMinute in the long run
 * @param burst how many at once, after a silence
 */
@Validated
@ConfigurationProperties("rostrum.discussions")
public record DiscussionSettings(
        @DefaultValue("60") @Min(value = 1, message = "must be at least 1") int messagesPerMinute,

        @DefaultValue("20") @Min(value = 1, message = "must be at least 1") int burst) {}
