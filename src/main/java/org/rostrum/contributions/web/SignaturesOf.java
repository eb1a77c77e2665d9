package org.rostrum.contributions.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.SignatureKind;
import org.rostrum.contributions.SignatureState;
import org.rostrum.contributions.SignatureView;
import org.rostrum.contributions.Signatures;
import org.rostrum.contributions.Wordings;
import org.springframework.stereotype.Component;

/** What a contribution's page says of the organisations that sign it, and what its reader may do about it. */
@Component("signaturesOf")
class SignaturesOf {

    private final Signatures signatures;

    SignaturesOf(Signatures signatures) {
        this.signatures = signatures;
    }

    /**
     * @param answers for this viewer's organisation, which is asked or has answered
     * @param withdraws whether this viewer may take the request back
     */
    public record Line(SignatureView signature, boolean answers, boolean withdraws) {

        public boolean asked() {
            return signature.state() == SignatureState.ASKED;
        }

        public boolean signed() {
            return signature.state() == SignatureState.SIGNED;
        }

        public boolean supports() {
            return signature.kind() == SignatureKind.SUPPORT;
        }
    }

    /**
     * @param lines without requests that were taken back
     * @param support "3 of 4 supporting organisations"; null for what is no work item
     * @param choices organisations that can be asked, by their identifiers; empty for who may not ask
     */
    public record Standing(
            List<Line> lines, @Nullable String support, boolean enough, boolean workItem, Map<String, String> choices) {

        public boolean shown() {
            return support != null || !lines.isEmpty() || !choices.isEmpty();
        }
    }

    public Standing in(ContributionView contribution, Viewer viewer) {
        boolean open = Wordings.editable(contribution);
        boolean author = open
                && viewer.may(
                        Act.REVISE,
                        contribution
                                .meeting()
                                .permissions()
                                .ownedBy(contribution.row().author(), contribution.organization()));
        boolean contributes =
                open && viewer.may(Act.CONTRIBUTE, contribution.meeting().permissions());
        List<SignatureView> all = signatures.of(contribution);
        boolean workItem = contribution.row().type() == ContributionType.WID;
        int supporting = supporting(all);
        return new Standing(
                all.stream()
                        .filter(signature -> signature.state() != SignatureState.WITHDRAWN)
                        .map(signature -> new Line(
                                signature,
                                contributes && Signatures.answers(viewer, signature.organization()),
                                author && signature.state() == SignatureState.ASKED))
                        .toList(),
                workItem ? supporting + " of " + signatures.supportersNeeded() + " supporting organisations" : null,
                supporting >= signatures.supportersNeeded(),
                workItem,
                author ? choices(contribution) : Map.of());
    }

    static int supporting(List<SignatureView> all) {
        return Math.toIntExact(all.stream()
                .filter(signature ->
                        signature.kind() == SignatureKind.SUPPORT && signature.state() == SignatureState.SIGNED)
                .count());
    }

    private Map<String, String> choices(ContributionView contribution) {
        Map<String, String> choices = new LinkedHashMap<>();
        signatures
                .choices(contribution)
                .forEach(choice -> choices.put(choice.id().toString(), choice.name()));
        return choices;
    }
}
