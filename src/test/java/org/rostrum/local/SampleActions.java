package org.rostrum.local;

import java.time.LocalDate;
import java.util.EnumSet;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.LatePasses;
import org.rostrum.contributions.Purpose;
import org.rostrum.contributions.Reservation;
import org.rostrum.contributions.Submissions;
import org.rostrum.local.SampleMeetings.Sample;
import org.rostrum.meetings.MeetingId;
import org.rostrum.minutes.ActionView;
import org.rostrum.minutes.Actions;
import org.rostrum.minutes.NewAction;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.Cast;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits for the officers of DMSO: actions, some of them overdue, and what comes late to their next call. */
final class SampleActions {

    private final Actions actions;
    private final Submissions submissions;
    private final LatePasses passes;
    private final Viewers viewers;
    private final JdbcClient jdbc;

    SampleActions(Actions actions, Submissions submissions, LatePasses passes, Viewers viewers, JdbcClient jdbc) {
        this.actions = actions;
        this.submissions = submissions;
        this.passes = passes;
        this.viewers = viewers;
        this.jdbc = jdbc;
    }

    void give() {
        given("Write to the working group on gateways about the retry timer", Cast.DANA, -12);
        given("Ask the test staff for the pcaps of the cases that failed", Cast.SEKRA, 2);
        given("Draft the text on the lifetime of security credentials", Cast.EDDA, 20);
        ActionView done = given("Correct the example in the bootstrap chapter", Cast.EDDA, -20);
        actions.complete(done.id(), "In the draft of last week", viewer(Cast.EDDA));
        late();
    }

    /** The call takes nothing late without the chair's leave; one asks for it, another has yet to. */
    private void late() {
        jdbc.sql("update meeting set late_policy = 'PASS' where id = ?")
                .param(Sample.CALL.id())
                .update();
        ContributionView asked = reserved(Cast.DANA, "Measured retry intervals");
        passes.request(asked.id(), "The measurements end on the day before the call, not earlier.", viewer(Cast.DANA));
        reserved(Cast.IPSI, "Observe notifications in power saving");
    }

    private ContributionView reserved(Cast author, String title) {
        return submissions.reserve(
                new MeetingId(Sample.CALL.id()),
                new Reservation(ContributionType.INP, Purpose.DISCUSSION, title),
                null,
                viewer(author));
    }

    /** At the past meeting; what is overdue was given when its day was still to come. */
    private ActionView given(String text, Cast assignee, int dueIn) {
        LocalDate today = actions.today();
        ActionView action = actions.give(
                "DMSO",
                new NewAction(text, new PersonId(assignee.id()), today.plusDays(Math.max(dueIn, 0)), null),
                null,
                viewer(Cast.SEKRA));
        jdbc.sql(
                        "update action set due_on = ?, meeting_id = ?, given_at = (select ends_at from meeting where id = ?) where id = ?")
                .params(
                        today.plusDays(dueIn),
                        Sample.PAST.id(),
                        Sample.PAST.id(),
                        action.id().value())
                .update();
        return action;
    }

    private Viewer viewer(Cast person) {
        return viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }
}
