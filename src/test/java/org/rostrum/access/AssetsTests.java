package org.rostrum.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.RostrumTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@RostrumTest
class AssetsTests {

    private static final Pattern STYLE = Pattern.compile("\"(/v[0-9]+/css/rostrum\\.css)\"");

    private final MockMvcTester mvc;

    AssetsTests(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    @Test
    void scriptsAndStylesAreKeptUntilTheNextBuildChangesTheirAddress() throws Exception {
        String page = mvc.get().uri("/signed-out").exchange().getResponse().getContentAsString();
        Matcher style = STYLE.matcher(page);
        assertThat(style.find()).isTrue();
        assertThat(mvc.get().uri(style.group(1)))
                .hasStatusOk()
                .hasContentType("text/css")
                .hasHeader("Cache-Control", "max-age=604800, public");
        assertThat(mvc.get().uri("/js/live.js")).hasStatusOk();
        assertThat(page).doesNotContain("/v/", "href=\"/css", "src=\"/js");
    }
}
