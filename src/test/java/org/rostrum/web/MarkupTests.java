package org.rostrum.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.HtmlUtils;

class MarkupTests {

    private static String text(String text) {
        return new Markup(10).text(text).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Plain words, 1–2|Plain words, 1–2",
                "<script>alert(1)</script>|&lt;script&gt;alert(1)&lt;/script&gt;",
                "\" onmouseover=\"alert(1)|&quot; onmouseover=&quot;alert(1)",
                "' onmouseover='alert(1)|&#39; onmouseover=&#39;alert(1)",
                "Tom & Jerry &amp; &#60;b&#62;|Tom &amp; Jerry &amp;amp; &amp;#60;b&amp;#62;",
                "شكرا 🚀 <|شكرا 🚀 &lt;",
                "<|&lt;"
            })
    void whateverSomebodyWroteStaysText(String written, String html) {
        assertThat(text(written)).isEqualTo(html);
    }

    @Test
    void everyCharacterComesBackAsItWas() {
        StringBuilder all = new StringBuilder();
        for (char c = ' '; c < 0x2_000; c++) {
            all.append(c);
        }
        String html = text(all.toString());
        assertThat(html).doesNotContain("<", ">", "\"", "'");
        assertThat(HtmlUtils.htmlUnescape(html)).isEqualTo(all.toString());
    }

    @Test
    void markupStandsAsTheProgramHasItAndNothingIsNothing() {
        assertThat(new Markup(0)
                        .raw("<b title=\"")
                        .text("a\"b")
                        .raw("\">")
                        .text(null)
                        .text(12)
                        .raw("</b>"))
                .hasToString("<b title=\"a&quot;b\">12</b>");
    }
}
