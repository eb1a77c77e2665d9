package org.rostrum.contributions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.BodySettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Contribution numbers: given by the scheme, kept as they were given, and read again wherever somebody cites one. */
@Component
public class Numbers {

    private static final int LONGEST = 150;

    /** Whatever letter the scheme has for revisions now, or had when somebody wrote the address down. */
    private static final Pattern REVISION = Pattern.compile("[A-Za-z](\\d{2})(?!\\d)");

    private final NumberSettings settings;
    private final BodySettings body;
    private final JdbcClient jdbc;

    Numbers(NumberSettings settings, BodySettings body, JdbcClient jdbc) {
        this.settings = settings;
        this.body = body;
        this.jdbc = jdbc;
    }

    /** What the serial of the meeting's group and year is written as. */
    ContributionNumber given(MeetingView meeting, int year, int serial) {
        return ContributionNumber.given(settings, body.prefix(), meeting.group().code(), year, serial);
    }

    ContributionNumber of(Contribution contribution) {
        return new ContributionNumber(contribution.number(), contribution.year(), contribution.serial(), settings);
    }

    /** From a row with the columns number, year and serial of a contribution. */
    public ContributionNumber of(ResultSet row) throws SQLException {
        return new ContributionNumber(row.getString("number"), row.getInt("year"), row.getInt("serial"), settings);
    }

    /**
     * What somebody cited.
     *
     * @param revision null where they named none, which means the latest
     * @param rest what stands behind it, such as the rest of a file's name
     */
    record Cited(ContributionId id, @Nullable Integer revision, String rest) {}

    /** The contribution whose number a text begins with, in capitals or small letters. */
    Optional<Cited> cited(String text) {
        List<String> candidates = new ArrayList<>();
        for (int end = 1; end <= Math.min(text.length(), LONGEST); end++) {
            if (isDigit(text.charAt(end - 1)) && (end == text.length() || !isDigit(text.charAt(end)))) {
                candidates.add(text.substring(0, end).toUpperCase(Locale.ROOT));
            }
        }
        return jdbc.sql("""
                        select id, number from contribution where upper(number) = any(:candidates)
                         order by length(number) desc limit 1""")
                .param("candidates", candidates.toArray(String[]::new))
                .query((row, n) -> cited(
                        new ContributionId(row.getObject("id", UUID.class)),
                        row.getString("number").length(),
                        text))
                .optional();
    }

    private static Cited cited(ContributionId id, int end, String text) {
        String behind = text.substring(end);
        Matcher revision = REVISION.matcher(behind);
        return revision.lookingAt()
                ? new Cited(id, Integer.valueOf(revision.group(1)), behind.substring(revision.end()))
                : new Cited(id, null, behind);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
