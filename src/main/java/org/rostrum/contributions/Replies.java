package org.rostrum.contributions;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Particulars.LiaisonStatement;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what a liaison statement answers, where that is one of ours. */
@Component
class Replies {

    private static final Pattern REST = Pattern.compile("-(.+)-(\\d{4})-(\\d{1,9})(R\\d{2})?(-.*)?");

    private final Contributions contributions;
    private final BodySettings body;
    private final JdbcClient jdbc;

    Replies(Contributions contributions, BodySettings body, JdbcClient jdbc) {
        this.contributions = contributions;
        this.body = body;
        this.jdbc = jdbc;
    }

    /** The same, a number of ours followed. What is no number of ours stays a reference of the other side. */
    @Nullable Particulars followed(@Nullable Particulars particulars, Viewer viewer) {
        if (!(particulars instanceof LiaisonStatement letter)
                || letter.replyTo().isEmpty()) {
            return particulars;
        }
        ContributionId id = find(letter.replyTo()).orElse(null);
        if (id == null) {
            return letter;
        }
        try {
            ContributionRow answered = contributions.require(id, viewer).row();
            if (answered.type() != ContributionType.LS) {
                throw Refusal.invalid(
                        Particulars.field("replyTo"),
                        answered.number() + " is no liaison statement. Give the number of the one that this answers.");
            }
            return letter.answering(id, answered.number().number());
        } catch (NotFound e) {
            // As for a number that nobody has: whoever may not read it learns nothing of it.
            return letter;
        }
    }

    private Optional<ContributionId> find(String typed) {
        if (!typed.startsWith(body.prefix())) {
            return Optional.empty();
        }
        Matcher number = REST.matcher(typed.substring(body.prefix().length()));
        if (!number.matches()) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        select c.id from contribution c join working_group g on g.id = c.group_id
                         where g.code = :code and c.year = :year and c.serial = :serial""")
                .param("code", number.group(1))
                .param("year", Integer.valueOf(number.group(2)))
                .param("serial", Integer.valueOf(number.group(3)))
                .query((row, n) -> new ContributionId(row.getObject("id", UUID.class)))
                .optional();
    }
}
