package org.rostrum.shared;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
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

    /** Of {@link #MARKUP}, those that may stand anywhere; the slash is an address's. */
    private static final String MARKS = "\\`*_~[]<>#|&@/";

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
                    "a",
                    "span")
            .allowAttributes("class")
            .matching(Pattern.compile("mention"))
            .onElements("span")
            .allowAttributes("data-name", "data-organization", "data-cites")
            .onElements("span")
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
                .nodeRendererFactory(ReferenceRenderer::new)
                .build();
    }

    /**
     * What part of a text refers to.
     *
     * @param attributes of the {@code span} that it is put in, of those that the sanitiser knows
     */
    public record Reference(int from, int to, Map<String, String> attributes) {}

    /** Finds what a text refers to. */
    @FunctionalInterface
    public interface References {

        References NONE = passages ->
                passages.stream().map(passage -> List.<Reference>of()).toList();

        /**
         * Asked once for a whole text, so that what has to be looked up is looked up at once.
         *
         * @param passages its running text, without code and links
         * @return for each of them what it refers to
         */
        List<List<Reference>> in(List<String> passages);
    }

    /** HTML that is safe to put into a page as it is. */
    public String toHtml(String text) {
        return toHtml(text, References.NONE);
    }

    /** The same with the text's references marked. */
    public String toHtml(String text, References references) {
        Node document = parser.parse(text);
        mark(document, references);
        return SAFE.sanitize(renderer.render(document));
    }

    /** As {@link #toHtml}, but null where the text is one plain paragraph that escaping alone renders. */
    public @Nullable String toHtmlUnlessPlain(String text, References references) {
        return (mayHoldMarkup(text) && MARKUP.matcher(text).find())
                        || !references.in(List.of(text)).getFirst().isEmpty()
                ? toHtml(text, references)
                : null;
    }

    /** Letters, figures and the marks between them on one line that begins with a letter need no closer look. */
    private static boolean mayHoldMarkup(String text) {
        return text.isEmpty()
                || !Character.isLetter(text.charAt(0))
                || text.chars().anyMatch(c -> c < ' ' || MARKS.indexOf(c) >= 0)
                || text.contains("www.");
    }

    private static void mark(Node document, References references) {
        List<Text> texts = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                texts.add(text);
            }

            @Override
            public void visit(Link link) {
                // A link leads where its author said.
            }
        });
        List<List<Reference>> found =
                references.in(texts.stream().map(Text::getLiteral).toList());
        for (int i = 0; i < texts.size(); i++) {
            mark(texts.get(i), found.get(i));
        }
    }

    private static void mark(Text text, List<Reference> references) {
        String literal = text.getLiteral();
        int end = 0;
        for (Reference reference : references.stream()
                .sorted(Comparator.comparingInt(Reference::from))
                .toList()) {
            if (reference.from() > end) {
                text.insertBefore(new Text(literal.substring(end, reference.from())));
            }
            text.insertBefore(new Referring(literal.substring(reference.from(), reference.to()), reference));
            end = reference.to();
        }
        text.setLiteral(literal.substring(end));
    }

    private static final class Referring extends CustomNode {
        private final String words;
        private final Reference reference;

        Referring(String words, Reference reference) {
            this.words = words;
            this.reference = reference;
        }
    }

    private record ReferenceRenderer(HtmlNodeRendererContext context) implements NodeRenderer {

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Referring.class);
        }

        @Override
        public void render(Node node) {
            var referring = (Referring) node;
            context.getWriter().tag("span", referring.reference.attributes());
            context.getWriter().text(referring.words);
            context.getWriter().tag("/span");
        }
    }
}
