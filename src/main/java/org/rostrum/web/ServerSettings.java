package org.rostrum.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The web server, beyond Spring's settings.
 *
 * @param headWithin in what time a request's line and headers have to be there, however slowly they come
 */
@Validated
@ConfigurationProperties("rostrum.server")
record ServerSettings(
        @DefaultValue("20s") @DurationMin(seconds = 1, message = "must be at least 1s")
        Duration headWithin) {}
