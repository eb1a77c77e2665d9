package org.rostrum.discussions;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Citations;
import org.rostrum.contributions.Citations.Cited;
import org.rostrum.web.Markup;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Messages as one reader may see them: a number they cite has the contribution's title and state where the reader may read
 * it, and the reader's own name stands out. All that is asked for a page is asked at once.
 */
@Component
public class ReadersMarkup {

    /** As {@link MessageMarkup} writes it and the sanitiser leaves it. */
    private static final Pattern NUMBER = Pattern.compile("(<span data-cites=\"([A-Za-z0-9._-]+)\">)\\2</span>");

    private static final Pattern NAME =
            Pattern.compile("<span class=\"mention\"( data-name=\"([^\"]*)\"(?: data-organization=\"([^\"]*)\")?>)");

    private final Citations citations;

    ReadersMarkup(Citations citations) {
        this.citations = citations;
    }

    public List<MessageView> of(List<MessageView> messages, Viewer viewer) {
        Map<String, String> cited = ofNumbers(
                messages.stream()
                        .map(MessageView::html)
                        .filter(Objects::nonNull)
                        .flatMap(html -> NUMBER.matcher(html).results())
                        .map(number -> number.group(2))
                        .collect(Collectors.toSet()),
                viewer);
        return messages.stream()
                .map(message ->
                        message.html() == null ? message : message.withHtml(marked(message.html(), cited, viewer)))
                .toList();
    }

    public MessageView of(MessageView message, Viewer viewer) {
        return of(List.of(message), viewer).getFirst();
    }

    String of(String html, Viewer viewer) {
        return marked(
                html,
                ofNumbers(
                        NUMBER.matcher(html)
                                .results()
                                .map(number -> number.group(2))
                                .collect(Collectors.toSet()),
                        viewer),
                viewer);
    }

    /**
     * What stands in the place of numbers of contributions that the viewer may read: HTML that is safe to put into a page as
     * it is. One statement.
     */
    public Map<String, String> ofNumbers(Collection<String> numbers, Viewer viewer) {
        return citations.of(numbers, viewer).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> link(one.getKey(), one.getValue()), (a, b) -> a, TreeMap::new));
    }

    private static String link(String number, Cited cited) {
        return new Markup(200)
                .raw("<a class=\"contribution\" href=\"/c/")
                .text(number)
                .raw("\"><span class=\"contribution-number\">")
                .text(number)
                .raw("</span> <span class=\"contribution-title\">")
                .text(cited.title())
                .raw("</span></a> <span class=\"badge badge-")
                .text(cited.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .raw("\">")
                .text(cited.state().label())
                .raw("</span>")
                .toString();
    }

    private static String marked(String html, Map<String, String> cited, Viewer viewer) {
        String linked = replaced(
                NUMBER,
                html,
                number -> cited.containsKey(number.group(2))
                        ? number.group(1) + cited.get(number.group(2)) + "</span>"
                        : number.group());
        return replaced(
                NAME,
                linked,
                name -> isOf(viewer, name) ? "<span class=\"mention is-me\"" + name.group(1) : name.group());
    }

    private static boolean isOf(Viewer viewer, MatchResult name) {
        String organization = name.group(3);
        return HtmlUtils.htmlUnescape(name.group(2)).equals(viewer.name())
                && Objects.equals(
                        organization == null ? null : HtmlUtils.htmlUnescape(organization), viewer.organizationName());
    }

    private static String replaced(Pattern pattern, String html, Function<MatchResult, String> by) {
        return pattern.matcher(html).replaceAll(match -> Matcher.quoteReplacement(by.apply(match)));
    }
}
