package org.rostrum.testing;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Two providers beside the portal. */
@TestConfiguration(proxyBeanMethods = false)
public class TestProviders {

    /** Believed as a provider is by default. */
    @Bean
    TestProvider north() {
        return TestProvider.start();
    }

    /** Believed by its claims alone. */
    @Bean
    TestProvider south() {
        return TestProvider.start();
    }

    @Bean
    DynamicPropertyRegistrar theirSettings(TestProvider north, TestProvider south) {
        return registry -> {
            north.settings("north", "North Identity").forEach((name, value) -> registry.add(name, () -> value));
            south.settings("south", "South Identity").forEach((name, value) -> registry.add(name, () -> value));
        };
    }
}
