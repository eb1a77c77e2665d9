package org.rostrum.contributions.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionState;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Dispositions;
import org.rostrum.contributions.Dispositions.Undoable;
import org.rostrum.contributions.Outcome;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NewId;
import org.springframework.stereotype.Component;

/** What a viewer may do with a contribution now, for its page. */
@Component("nextSteps")
class NextSteps {

    private final Dispositions dispositions;
    private final Meetings meetings;

    NextSteps(Dispositions dispositions, Meetings meetings) {
        this.dispositions = dispositions;
        this.meetings = meetings;
    }

    /**
     * @param outcomes what may be decided now, in a chair's order; none where this viewer decides nothing here
     * @param later the meetings it could be postponed to, by identifier, the next first
     * @param undoable what was done last, while this viewer may take it back
     * @param intent the form's own key
     */
    public record Next(
            boolean opens,
            List<Outcome> outcomes,
            boolean reopens,
            Map<String, String> later,
            @Nullable Undoable undoable,
            UUID intent) {

        /** Whether a decision is what this viewer most likely came for. */
        public boolean decides() {
            return opens || !outcomes.isEmpty();
        }

        /** Whether there is anything to show. */
        public boolean any() {
            return decides() || reopens || undoable != null;
        }
    }

    public Next of(ContributionView contribution, Viewer viewer) {
        MeetingView meeting = contribution.meeting();
        Place place = meeting.permissions();
        ContributionState state = contribution.row().state();
        ContributionType type = contribution.row().type();
        boolean meets = dispositions.meets(meeting);
        List<Outcome> outcomes = meets && contribution.latest() != null && viewer.may(Act.RECORD_DISPOSITION, place)
                ? Outcome.after(state, type).stream()
                        // Minutes are approved in their own section, at the meeting that is on.
                        .filter(outcome -> type != ContributionType.MINS || outcome != Outcome.APPROVED)
                        .toList()
                : List.of();
        return new Next(
                meets && state == ContributionState.ALLOCATED && viewer.may(Act.RUN_FLOOR, place),
                outcomes,
                state.carried() && viewer.may(Act.RUN_FLOOR, place),
                outcomes.contains(Outcome.POSTPONED) ? later(meeting, viewer) : Map.of(),
                dispositions.undoable(contribution, viewer).orElse(null),
                NewId.next());
    }

    /** Whether this viewer may withdraw it now. */
    public boolean withdraws(ContributionView contribution, Viewer viewer) {
        return !contribution.row().state().done()
                && viewer.may(
                        Act.WITHDRAW,
                        contribution
                                .meeting()
                                .permissions()
                                .ownedBy(contribution.row().author(), contribution.organization()));
    }

    private Map<String, String> later(MeetingView meeting, Viewer viewer) {
        Map<String, String> later = new LinkedHashMap<>();
        meetings.ahead(List.of(meeting.group().id()), viewer).stream()
                .filter(other -> other.startsAt().isAfter(meeting.startsAt()))
                .forEach(other -> later.put(other.id().toString(), other.name()));
        return later;
    }
}
