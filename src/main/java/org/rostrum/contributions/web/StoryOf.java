package org.rostrum.contributions.web;

import java.util.List;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.DraftView;
import org.rostrum.contributions.Drafts;
import org.rostrum.contributions.ObjectionView;
import org.rostrum.contributions.Objections;
import org.rostrum.contributions.RevisionView;
import org.rostrum.contributions.Stories;
import org.rostrum.contributions.Story;
import org.rostrum.shared.NewId;
import org.springframework.stereotype.Component;

/** Tells a contribution's page what became of it, who objects and which drafts circulate. */
@Component("storyOf")
class StoryOf {

    private final Stories stories;
    private final Objections objections;
    private final Drafts drafts;

    StoryOf(Stories stories, Objections objections, Drafts drafts) {
        this.stories = stories;
        this.objections = objections;
        this.drafts = drafts;
    }

    public Story in(ContributionView contribution, Viewer viewer) {
        return stories.of(contribution, viewer);
    }

    /**
     * @param all the latest first
     * @param objects whether this viewer's organisation may object to the latest revision, and does not yet
     * @param finds whether this viewer may find one sustained
     */
    public record Objecting(List<ObjectionView> all, boolean objects, boolean finds) {

        /** How many stand against a revision. */
        public long standing(int revision) {
            return all.stream()
                    .filter(one -> one.revision() == revision && one.stands())
                    .count();
        }
    }

    public Objecting objections(ContributionView contribution, Viewer viewer) {
        List<ObjectionView> all = objections.of(contribution);
        Place place = contribution.meeting().permissions();
        RevisionView latest = contribution.latest();
        boolean objects = latest != null
                && !contribution.row().state().done()
                && viewer.may(Act.OBJECT, place)
                && all.stream().noneMatch(one -> one.stands() && one.revision() == latest.number() && own(one, viewer));
        return new Objecting(all, objects, viewer.may(Act.RUN_FLOOR, place));
    }

    public boolean own(ObjectionView objection, Viewer viewer) {
        return viewer.organization() != null && viewer.organization().id().equals(objection.organizationId());
    }

    /**
     * @param all those after the latest revision first
     * @param taken whether a further one is taken from this viewer
     * @param submits whether this viewer may make one the next revision
     */
    public record Drafting(List<DraftView> all, boolean taken, boolean submits, String intent) {}

    public Drafting drafts(ContributionView contribution, Viewer viewer) {
        Place own =
                contribution.meeting().permissions().ownedBy(contribution.row().author(), contribution.organization());
        return new Drafting(
                drafts.of(contribution),
                drafts.taken(contribution, viewer),
                !contribution.row().state().done() && viewer.may(Act.REVISE, own),
                NewId.next().toString());
    }
}
