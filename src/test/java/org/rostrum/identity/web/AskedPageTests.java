package org.rostrum.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedPageTests {

    @Test
    void thePageIsAskedForAgainAsItWas() {
        assertThat(AskedPage.here("/schedule", null)).isEqualTo("/schedule");
        assertThat(AskedPage.here("/contributions/1", "q=a|b[c]&x=\"y\""))
                .isEqualTo("/contributions/1?q=a|b[c]&x=\"y\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//elsewhere.example/x",
                "/\\elsewhere.example/x",
                "\\\\elsewhere.example/x",
                "///elsewhere.example/x"
            })
    void noPathIsAnotherHost(String path) {
        assertThat(AskedPage.here(path, null)).isEqualTo("/elsewhere.example/x");
    }
}
