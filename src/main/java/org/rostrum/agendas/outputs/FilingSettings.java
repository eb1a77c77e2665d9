package org.rostrum.agendas.outputs;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Published agendas as numbered documents.
 *
 * @param poll how often each node looks for what another left behind; what a node publishes is filed at once. Nothing is
 *     filed by a node where this is 0
 */
@Validated
@ConfigurationProperties("rostrum.agendas.filing")
public record FilingSettings(
        @DefaultValue("30s") @DurationMin(message = "must not be negative")
        Duration poll) {}
