package org.rostrum;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    private final ApplicationModules modules = ApplicationModules.of(RostrumApplication.class);

    @Test
    void capabilitiesUseOnlyWhatTheyDeclareAndNeverInACircle() {
        modules.verify();
    }

    /** One that declares nothing may use everything, as may one whose declaration the tests' own package-info hides. */
    @Test
    void eachCapabilityDeclaresWhatItUses() {
        assertThat(modules)
                .allSatisfy(module -> assertThat(
                                Class.forName(module.getBasePackage().getName() + ".package-info")
                                        .getAnnotation(ApplicationModule.class))
                        .as(module.getDisplayName())
                        .isNotNull());
    }
}
