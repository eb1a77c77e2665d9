package org.rostrum.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LiteralPrefixTests {

    @ParameterizedTest
    @CsvSource({
        "/meetings/{id}/room, /meetings/1/room, true",
        "/meetings/{id}/room, /groups/1, false",
        "/js/**, /js, true",
        "/js/**, /js/room.js, true",
        "/js/**, /css/rostrum.css, false",
        "/*, /anything, true",
        "/c/{number}, /c/OMA-1, true",
        "/today, /today, true",
        "/today, /toda, false"
    })
    void whatDoesNotBeginAsAPatternIsNoneOfIts(String pattern, String path, boolean may) {
        assertThat(LiteralPrefix.of(pattern).mayMatch(path)).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({"/m%65etings/1, ''", "/meetings;a=b/1, ''", "/portal/meetings/1, /meetings/1"})
    void whatIsWrittenInAnotherWayIsLeftToThePatterns(String uri, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", uri);
        request.setContextPath(uri.startsWith("/portal") ? "/portal" : "");
        assertThat(LiteralPrefix.path(request)).isEqualTo(path.isEmpty() ? null : path);
    }
}
