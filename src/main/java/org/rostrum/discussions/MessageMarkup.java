package org.rostrum.discussions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.Citations;
import org.rostrum.discussions.RoomFollowers.Follower;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.Markdown;
import org.rostrum.shared.Markdown.Reference;
import org.springframework.stereotype.Component;

/**
 * How a message is rendered: as Markdown, with the people whom it names and the numbers it cites marked. It is the same
 * for every reader, and goes into the log; what a reader may know of a number, {@link ReadersMarkup} puts there.
 */
@Component
class MessageMarkup {

    /** So that no message asks the database for half of the register. */
    private static final int MOST_NAMES = 30;

    private static final int MOST_NUMBERS = 50;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_WORDS = 10;

    private static final Pattern AT = Pattern.compile("(?<![\\p{L}\\p{N}@/])@(?=\\p{L})");

    private static final Pattern WORD_END = Pattern.compile("(?<=\\S)(?![\\p{L}\\p{M}\\p{N}])");

    private final Markdown markdown;
    private final RoomFollowers followers;

    MessageMarkup(Markdown markdown, RoomFollowers followers) {
        this.markdown = markdown;
        this.followers = followers;
    }

    /**
     * A message as it is kept.
     *
     * @param html null where the text is one plain paragraph
     * @param named who may follow the room
     */
    record Marked(@Nullable String html, Set<PersonId> named) {}

    Marked of(String text, MeetingView meeting) {
        Set<PersonId> named = new LinkedHashSet<>();
        return new Marked(markdown.toHtmlUnlessPlain(text, passages -> references(passages, meeting, named)), named);
    }

    /** In HTML also where it is plain. */
    String html(String text, MeetingView meeting) {
        return markdown.toHtml(text, passages -> references(passages, meeting, new HashSet<>()));
    }

    private List<List<Reference>> references(List<String> passages, MeetingView meeting, Set<PersonId> named) {
        List<List<Reference>> references = names(passages, meeting, named);
        int numbers = 0;
        for (int i = 0; i < passages.size(); i++) {
            List<Reference> here = references.get(i);
            for (MatchResult number : Citations.lookAlikes(passages.get(i))) {
                boolean partOfAName =
                        here.stream().anyMatch(one -> one.from() < number.end() && number.start() < one.to());
                if (!partOfAName && numbers++ < MOST_NUMBERS) {
                    here.add(new Reference(number.start(), number.end(), Map.of("data-cites", number.group())));
                }
            }
        }
        return references;
    }

    /** Where in a passage somebody may be named, and by which names: the longest first. */
    private record Spot(int passage, int from, List<String> names) {}

    private List<List<Reference>> names(List<String> passages, MeetingView meeting, Set<PersonId> named) {
        List<List<Reference>> references = new ArrayList<>();
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            references.add(new ArrayList<>());
            String passage = passages.get(i);
            if (passage.indexOf('@') < 0) {
                continue;
            }
            int at = i;
            AT.matcher(passage)
                    .results()
                    .limit(MOST_NAMES - spots.size())
                    .forEach(found -> spots.add(new Spot(at, found.start(), possible(passage.substring(found.end())))));
        }
        Map<String, List<Follower>> known = followers.named(
                meeting,
                spots.stream().flatMap(spot -> spot.names().stream()).distinct().toList());
        for (Spot spot : spots) {
            for (String name : spot.names()) {
                if (known.containsKey(name)) {
                    Named one = named(spot, name, known.get(name), passages.get(spot.passage()));
                    if (one != null) {
                        references.get(spot.passage()).add(one.reference());
                        named.add(one.person());
                    }
                    break;
                }
            }
        }
        return references;
    }

    private static List<String> possible(String behindTheAt) {
        String reach = behindTheAt.substring(0, Math.min(behindTheAt.length(), LONGEST_NAME));
        return WORD_END.matcher(reach)
                .results()
                .map(end -> reach.substring(0, end.end()))
                .filter(name -> !name.isBlank())
                .limit(MOST_WORDS)
                .toList()
                .reversed();
    }

    private record Named(PersonId person, Reference reference) {}

    /** Null where two have the name, and nothing tells them apart. */
    private static @Nullable Named named(Spot spot, String name, List<Follower> all, String passage) {
        int end = spot.from() + 1 + name.length();
        for (Follower one : all) {
            String beside = " (" + one.beside() + ")";
            if (passage.regionMatches(true, end, beside, 0, beside.length())) {
                boolean alone = all.stream()
                                .filter(other -> other.beside().equalsIgnoreCase(one.beside()))
                                .count()
                        == 1;
                return alone ? named(spot.from(), end + beside.length(), one) : null;
            }
        }
        return all.size() == 1 ? named(spot.from(), end, all.getFirst()) : null;
    }

    private static Named named(int from, int to, Follower person) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("class", "mention");
        attributes.put("data-name", person.name());
        if (person.organization() != null) {
            attributes.put("data-organization", person.organization());
        }
        return new Named(person.id(), new Reference(from, to, attributes));
    }
}
