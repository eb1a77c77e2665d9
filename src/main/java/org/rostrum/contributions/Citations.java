package org.rostrum.contributions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.ReadableMeetings;
import org.rostrum.access.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Contributions as running text cites them: by their numbers, with a revision or without. */
@Service
public class Citations {

    /** Words and figures set off from each other, whatever the scheme is or was. Possessive, so that no text is slow. */
    private static final Pattern SET_OFF =
            Pattern.compile("(?<![\\p{L}\\p{N}@/_.-])[A-Za-z0-9]++(?:[-_.][A-Za-z0-9]++)++(?![\\p{L}\\p{N}@])");

    /** Of the year and of the serial, in the shortest number. */
    private static final int FIGURES = 3;

    private static final String SEPARATORS = "-_.";

    /** Two figures of the year and one of the serial at least, a group's letter, and figures last. */
    private static final Predicate<String> LIKE_A_NUMBER = Pattern.compile(
                    "(?=\\D*\\d\\D*\\d\\D*\\d)(?=[^A-Za-z]*[A-Za-z]).{5,150}(?<=\\d)")
            .asMatchPredicate();

    private static final Pattern PINNED = Pattern.compile("(.*\\d)[A-Z](\\d{2})");

    private final JdbcClient jdbc;

    Citations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What in a text looks like a number, whether there is such a contribution or not: where something has to look the same
     * for all who read it, it must not tell them which there are.
     */
    public static List<MatchResult> lookAlikes(String text) {
        if (!mayHoldNumbers(text)) {
            return List.of();
        }
        return SET_OFF.matcher(text)
                .results()
                .filter(one -> LIKE_A_NUMBER.test(one.group()))
                .toList();
    }

    /** Most texts do not, and need no closer look. */
    private static boolean mayHoldNumbers(String text) {
        int figures = 0;
        boolean setOff = false;
        char before = ' ';
        for (int i = 0; i < text.length() && (figures < FIGURES || !setOff); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                figures++;
            }
            setOff |= SEPARATORS.indexOf(before) >= 0 && Character.isLetterOrDigit(c);
            before = c;
        }
        return figures >= FIGURES && setOff;
    }

    /** What a citation stands for. */
    public record Cited(ContributionId id, String title, ContributionState state) {}

    /** What a citation may stand for. */
    private record Candidate(
            String written, String number, @Nullable Integer revision) {}

    /** Those of the numbers that are of contributions the viewer may read, in capitals or small letters. One statement. */
    public Map<String, Cited> of(Collection<String> written, Viewer viewer) {
        if (written.isEmpty()) {
            return Map.of();
        }
        List<Candidate> numbers = written.stream()
                .flatMap(one -> numbers(one).stream())
                .distinct()
                .toList();
        Map<String, Cited> cited = new HashMap<>();
        jdbc.sql("""
                        select w.written, c.id, c.title, c.state
                          from unnest(:written, :numbers, :revisions) as w (written, number, revision)
                          join contribution c on upper(c.number) = w.number
                          join meeting m on m.id = c.meeting_id
                          join working_group g on g.id = m.group_id
                         where (w.revision is null
                             or exists (select from revision r where r.contribution_id = c.id and r.number = w.revision))
                           and\s""" + ReadableMeetings.CONDITION + " order by w.revision nulls first")
                .params(ReadableMeetings.parameters(viewer))
                .param("written", numbers.stream().map(Candidate::written).toArray(String[]::new))
                .param("numbers", numbers.stream().map(Candidate::number).toArray(String[]::new))
                .param("revisions", numbers.stream().map(Candidate::revision).toArray(Integer[]::new))
                .query((row, n) -> cited.putIfAbsent(
                        row.getString("written"),
                        new Cited(
                                new ContributionId(row.getObject("id", UUID.class)),
                                row.getString("title"),
                                ContributionState.valueOf(row.getString("state")))))
                .list();
        return cited;
    }

    private static List<Candidate> numbers(String written) {
        String number = written.toUpperCase(Locale.ROOT);
        List<Candidate> numbers = new ArrayList<>();
        numbers.add(new Candidate(written, number, null));
        Matcher pinned = PINNED.matcher(number);
        if (pinned.matches()) {
            numbers.add(new Candidate(written, pinned.group(1), Integer.valueOf(pinned.group(2))));
        }
        return numbers;
    }
}
