package org.rostrum.shared;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.springframework.stereotype.Component;

/**
 * CommonMark with tables and strikethrough, rendered and then sanitised: the renderer escapes raw HTML, and the
 * sanitiser lets nothing through that is not on its list, so that neither has to be right alone.
 */
@Component
public class Markdown {

    /** The renderer nests a Java call per level of quotes and lists; what is deeper becomes part of this level. */
    private static final int MAX_NESTING = 20;

    private static final Pattern MARKUP =
            Pattern.compile("[\\\\`*_~\\[\\]<>#|&]|://|www\\.|@|^\\s|^[-+=]|^\\d+[.)]|\\n", Pattern.MULTILINE);

    private static final PolicyFactory SAFE = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "em",
                    "strong",
                    "del",
                    "code",
                    "pre",
                    "blockquote",
                    "ul",
                    "ol",
                    "li",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "hr",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td",
                    "a")
            .allowAttributes("start")
            .onElements("ol")
            .allowAttributes("href")
            .onElements("a")
            .allowUrlProtocols("https", "http", "mailto")
            .requireRelNofollowOnLinks()
            .requireRelsOnLinks("noopener", "noreferrer")
            .toFactory();

    private final Parser parser;
    private final HtmlRenderer renderer;

    Markdown() {
        var extensions = List.of(AutolinkExtension.create(), TablesExtension.create(), StrikethroughExtension.create());
        parser = Parser.builder()
                .extensions(extensions)
                .maxOpenBlockParsers(MAX_NESTING)
                .build();
        renderer = HtmlRenderer.builder()
                .extensions(extensions)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .softbreak("<br>\n")
                .build();
    }

    /** HTML that is safe to put into a page as it is. */
    public String toHtml(String text) {
        return SAFE.sanitize(renderer.render(parser.parse(text)));
    }

    /** As {@link #toHtml}, but null where the text is one plain paragraph that escaping alone renders. */
    public @Nullable String toHtmlUnlessPlain(String text) {
        return MARKUP.matcher(text).find() ? toHtml(text) : null;
    }
}
