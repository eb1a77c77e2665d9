package org.rostrum.contributions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Comparison;
import org.rostrum.contributions.Comparisons;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.RevisionView;
import org.rostrum.shared.Piece;
import org.rostrum.shared.TextDifference.Kind;
import org.rostrum.shared.TextDifference.Paragraph;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Contributions")
class ChangesApi {

    private static final int MOST = 1_000;

    private final Contributions contributions;
    private final Comparisons comparisons;

    ChangesApi(Contributions contributions, Comparisons comparisons) {
        this.contributions = contributions;
        this.comparisons = comparisons;
    }

    /**
     * @param before number of the paragraph in the earlier text; null where it is new
     * @param after number of the paragraph in the later text; null where it was taken out
     */
    record ChangeJson(
            Kind kind, @Nullable Integer before, @Nullable Integer after, List<Piece> pieces) {

        static ChangeJson of(Paragraph paragraph) {
            return new ChangeJson(paragraph.kind(), paragraph.wasAt(), paragraph.isAt(), paragraph.pieces());
        }
    }

    /**
     * @param problem why nothing can be said; null where it can
     * @param waits whether it can be said soon, when both texts are read
     * @param cut whether the files hold more text than is compared
     * @param changes what did not stay, in the order of the text
     * @param next offset of the next changes; null where these are the last
     */
    record ChangesJson(
            int from,
            int to,
            @Nullable String problem,
            boolean waits,
            boolean cut,
            List<ChangeJson> changes,
            @Nullable Integer next) {}

    @Operation(summary = "What changed in the text from one revision to another; number 0 is the first")
    @GetMapping("/contributions/{id}/revisions/{number}/changes/{second}")
    ChangesJson changes(
            @PathVariable ContributionId id,
            @PathVariable int number,
            @PathVariable int second,
            @RequestParam(defaultValue = "0") int offset,
            Viewer viewer) {
        ContributionView contribution = contributions.require(id, viewer);
        RevisionView before = ChangesController.revision(contribution, number);
        RevisionView after = ChangesController.revision(contribution, second);
        Comparison comparison = comparisons.between(
                before.document(), ChangesController.name(before), after.document(), ChangesController.name(after));
        List<Paragraph> changed = comparison.paragraphs().stream()
                .filter(paragraph -> paragraph.kind() != Kind.SAME)
                .toList();
        int start = Math.clamp(offset, 0, changed.size());
        int end = Math.min(start + MOST, changed.size());
        return new ChangesJson(
                number,
                second,
                comparison.problem(),
                comparison.waits(),
                comparison.cut(),
                changed.subList(start, end).stream().map(ChangeJson::of).toList(),
                end == changed.size() ? null : end);
    }
}
