package org.rostrum.contributions;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NewId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Marks that the officers of a meeting give to contributions; nobody else sees them. */
@Service
public class Marks {

    private static final int LONGEST_WORD = 40;

    private final Meetings meetings;
    private final JdbcClient jdbc;
    private final Clock clock;

    Marks(Meetings meetings, JdbcClient jdbc, Clock clock) {
        this.meetings = meetings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param change by which it is taken back */
    public record Marked(UUID change, String said) {}

    public static boolean seenBy(Viewer viewer, Place place) {
        return viewer.may(Act.EDIT_AGENDA, place);
    }

    /** The words in use in a meeting, for officers to choose from. */
    public List<String> wordsIn(MeetingView meeting) {
        return jdbc.sql("""
                        select distinct k.word from contribution_mark k join contribution c on c.id = k.contribution_id
                         where c.meeting_id = :meeting and k.word is not null order by k.word""")
                .param("meeting", meeting.id().value())
                .query((row, n) -> row.getString("word"))
                .list();
    }

    /** Marks all of them or none; each has one mark. */
    @Transactional
    public Marked mark(MeetingId id, Collection<ContributionId> which, String word, MarkTone tone, Viewer viewer) {
        String plain = word.strip();
        if (plain.isEmpty() || plain.length() > LONGEST_WORD || plain.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid("mark", "Say in a word or two, up to 40 characters, what the mark means.");
        }
        return change(id, which, plain, tone, viewer);
    }

    @Transactional
    public Marked unmark(MeetingId id, Collection<ContributionId> which, Viewer viewer) {
        return change(id, which, null, null, viewer);
    }

    private Marked change(
            MeetingId id,
            Collection<ContributionId> which,
            @Nullable String word,
            @Nullable MarkTone tone,
            Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
        UUID[] ids = which.stream().map(ContributionId::value).distinct().toArray(UUID[]::new);
        if (ids.length == 0) {
            throw Refusal.invalid("contributions", "Choose at least one contribution.");
        }
        UUID change = NewId.next();
        int marked = jdbc.sql("""
                        insert into contribution_mark (contribution_id, word, tone, marked_by, marked_at, change_id)
                        select c.id, :word, :tone, :by, :at, :change
                          from contribution c where c.meeting_id = :meeting and c.id = any(:ids)
                         order by c.id
                        on conflict (contribution_id) do update
                           set word = excluded.word, tone = excluded.tone, marked_by = excluded.marked_by,
                               marked_at = excluded.marked_at, change_id = excluded.change_id,
                               former_word = contribution_mark.word, former_tone = contribution_mark.tone""")
                .param("word", word)
                .param("tone", tone == null ? null : tone.name())
                .param("by", viewer.requirePerson().value())
                .param("at", Timestamp.from(clock.instant()))
                .param("change", change)
                .param("meeting", meeting.id().value())
                .param("ids", ids)
                .update();
        if (marked < ids.length) {
            throw new NotFound("contribution");
        }
        String many = marked == 1 ? "One contribution" : marked + " contributions";
        return new Marked(change, many + (word == null ? " without a mark" : " marked “" + word + "”") + ".");
    }

    /** Takes back what was marked in one go; what was marked again since stays. */
    @Transactional
    public String undo(MeetingId id, UUID change, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.EDIT_AGENDA, meeting.permissions());
        int undone = jdbc.sql("""
                        update contribution_mark k
                           set word = former_word, tone = former_tone, former_word = word, former_tone = tone,
                               change_id = :next, marked_by = :by, marked_at = :at
                          from contribution c
                         where c.id = k.contribution_id and c.meeting_id = :meeting and k.change_id = :change""")
                .param("next", NewId.next())
                .param("by", viewer.requirePerson().value())
                .param("at", Timestamp.from(clock.instant()))
                .param("meeting", meeting.id().value())
                .param("change", change)
                .update();
        if (undone == 0) {
            throw Refusal.conflict("All of them were marked again since. Nothing was changed.");
        }
        return "Undone: " + (undone == 1 ? "one mark" : undone + " marks") + " as before.";
    }
}
