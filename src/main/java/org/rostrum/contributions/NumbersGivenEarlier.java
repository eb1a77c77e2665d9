package org.rostrum.contributions;

import java.util.HashMap;
import java.util.Map;
import org.rostrum.shared.BodySettings;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Numbers were once put together whenever somebody looked, with the prefix that was set. The migration that writes them
 * down (V49) takes the prefix from there, so that they stay what everybody has read until then. The settings allow
 * capital letters and digits in it, nothing that could be SQL.
 */
@Configuration(proxyBeanMethods = false)
class NumbersGivenEarlier {

    @Bean
    static FlywayConfigurationCustomizer prefixOfNumbersGivenEarlier(BodySettings body) {
        return flyway -> {
            Map<String, String> placeholders = new HashMap<>(flyway.getPlaceholders());
            placeholders.put("prefix", body.prefix());
            flyway.placeholders(placeholders);
        };
    }
}
