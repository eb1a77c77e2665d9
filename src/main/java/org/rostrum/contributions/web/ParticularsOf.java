package org.rostrum.contributions.web;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ChangesTakenUp;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.SpecificationRow;
import org.rostrum.contributions.Wordings;
import org.springframework.stereotype.Component;

/** What a contribution's page says of its particulars. */
@Component("particularsOf")
class ParticularsOf {

    private final Wordings wordings;
    private final WordingWords words;
    private final ChangesTakenUp changes;

    ParticularsOf(Wordings wordings, WordingWords words, ChangesTakenUp changes) {
        this.changes = changes;
        this.wordings = wordings;
        this.words = words;
    }

    /**
     * @param missing what the first file still waits for, for those who can say it
     * @param edits whether this viewer may edit it now
     * @param takenUpIn the version that has the agreed change; null while none has
     * @param waits whether it was agreed and waits for a version
     * @param versions that may have it, for those who say which
     */
    public record Said(
            List<WordingWords.Fact> facts,
            Collection<String> missing,
            boolean edits,
            @Nullable SpecificationRow takenUpIn,
            boolean waits,
            List<SpecificationRow> versions) {

        public boolean shown() {
            return edits || waits || takenUpIn != null || !facts.isEmpty();
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
        SpecificationRow takenUpIn = changes.of(contribution).orElse(null);
        return new Said(
                words.facts(wordings.of(contribution)),
                edits ? wordings.missing(contribution).values() : List.of(),
                edits,
                takenUpIn,
                takenUpIn == null && ChangesTakenUp.waits(contribution.row()),
                viewer.may(Act.RECORD_DISPOSITION, contribution.meeting().permissions())
                        ? changes.choices(contribution)
                        : List.of());
    }
}
