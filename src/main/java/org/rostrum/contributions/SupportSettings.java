package org.rostrum.contributions;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What new work needs before it is taken up.
 *
 * @param supportersNeeded how many organisations have to support a work item
 */
@Validated
@ConfigurationProperties("rostrum.contributions")
public record SupportSettings(
        @DefaultValue("4") @Min(value = 0, message = "must be 0 or more") int supportersNeeded) {}
