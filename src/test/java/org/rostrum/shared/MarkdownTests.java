package org.rostrum.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.shared.Markdown.References;

class MarkdownTests {

    private final Markdown markdown = new Markdown();

    @Test
    void rendersWhatDelegatesWrite() {
        assertThat(markdown.toHtml("**Agree** with `int-102`, see https://example.org/a?b=c\nsecond line"))
                .contains(
                        "<strong>Agree</strong>",
                        "<code>int-102</code>",
                        "href=\"https://example.org/a?b&#61;c\"",
                        "<br");
        assertThat(markdown.toHtml("| a | b |\n|---|---|\n| 1 | 2 |")).contains("<table>", "<td>1</td>");
        assertThat(markdown.toHtml("> quoted\n\n- one\n- ~~two~~")).contains("<blockquote>", "<li>", "<del>two</del>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "[a](javascript:alert(1))",
                "[a](JaVaScRiPt:alert(1))",
                "[a](data:text/html;base64,PHNjcmlwdD4=)",
                "<a href=\"javascript:alert(1)\">a</a>",
                "![x](javascript:alert(1))",
                "<javascript:alert(1)>",
                "[a]: javascript:alert(1)\n\n[a]",
                "<svg/onload=alert(1)>",
                "`<script>`<script>alert(1)</script>",
                "| <script>alert(1)</script> |\n|---|\n| x |",
                "```html\"onmouseover=\"alert(1)\nx\n```",
                "[a](https://example.org/\"onmouseover=\"alert(1))"
            })
    void letsNothingActiveThrough(String hostile) {
        String html = markdown.toHtml(hostile);
        String tags = html.replaceAll("&lt;.*?&gt;", "");
        assertThat(tags)
                .doesNotContainIgnoringCase("<script", "<img", "<svg", "href=\"javascript", "href=\"data")
                .doesNotContainPattern("<[^>]*\\son[a-z]+\\s*=");
    }

    @Test
    void linksNeitherLeakWhereTheyCameFromNorOpenThePageToTheirTarget() {
        assertThat(markdown.toHtml("[a](https://example.org)")).contains("nofollow", "noopener", "noreferrer");
    }

    @Test
    void plainTextNeedsNoHtmlOfItsOwn() {
        assertThat(markdown.toHtmlUnlessPlain(
                        "We propose to replace the second sentence of clause 5.4.2.", References.NONE))
                .isNull();
        assertThat(markdown.toHtmlUnlessPlain("two\nlines", References.NONE)).isNotNull();
        assertThat(markdown.toHtmlUnlessPlain("1. first", References.NONE)).isNotNull();
        assertThat(markdown.toHtmlUnlessPlain("a < b & c", References.NONE)).isNotNull();
        assertThat(markdown.toHtmlUnlessPlain("# Title", References.NONE)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ", "- ", "1. ", "[", "*", "**a ", "(", "` ", "_a_ ", "![", "<", "\\"})
    void nestingWithoutEndCostsNeitherTheStackNorTheClock(String piece) {
        String hostile = piece.repeat(20_000 / piece.length()) + "\n\nx";
        String html = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> markdown.toHtml(hostile));
        assertThat(html).contains("x");
    }
}
