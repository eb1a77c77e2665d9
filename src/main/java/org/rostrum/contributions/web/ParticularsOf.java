package org.rostrum.contributions.web;

import java.util.Collection;
import java.util.List;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Wordings;
import org.springframework.stereotype.Component;

/** What a contribution's page says of its particulars. */
@Component("particularsOf")
class ParticularsOf {

    private final Wordings wordings;
    private final WordingWords words;

    ParticularsOf(Wordings wordings, WordingWords words) {
        this.wordings = wordings;
        this.words = words;
    }

    /**
     * @param missing what the first file still waits for, for those who can say it
     * @param edits whether this viewer may edit it now
     */
    public record Said(List<WordingWords.Fact> facts, Collection<String> missing, boolean edits) {

        public boolean shown() {
            return edits || !facts.isEmpty();
        }
    }

    public Said in(ContributionView contribution, Viewer viewer) {
        boolean edits = Wordings.editable(contribution)
                && viewer.may(
                        Act.REVISE,
                        contribution
                                .meeting()
                                .permissions()
                                .ownedBy(contribution.row().author(), contribution.organization()));
        return new Said(
                words.facts(wordings.of(contribution)),
                edits ? wordings.missing(contribution).values() : List.of(),
                edits);
    }
}
