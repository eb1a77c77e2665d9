package org.rostrum;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void capabilitiesUseOnlyWhatTheyDeclareAndNeverInACircle() {
        ApplicationModules.of(RostrumApplication.class).verify();
    }
}
