package org.rostrum.contributions.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ChangesTakenUp;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.SpecificationId;
import org.rostrum.contributions.Wording;
import org.rostrum.contributions.Wordings;
import org.rostrum.shared.Refusal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/contributions/{id}")
@Tag(name = "Contributions")
class WordingApi {

    private final Contributions contributions;
    private final Wordings wordings;
    private final ChangesTakenUp changes;

    WordingApi(Contributions contributions, Wordings wordings, ChangesTakenUp changes) {
        this.contributions = contributions;
        this.wordings = wordings;
        this.changes = changes;
    }

    /**
     * What a contribution says of itself.
     *
     * @param source as its author named it, without those that signed
     * @param missing what the first file still waits for, in words by the name of the field
     * @param mark to send back with what replaces it
     */
    record WordingJson(
            @JsonProperty("for") String purpose,
            String title,
            @JsonProperty("abstract") String summary,
            String source,
            @Nullable SpecificationId specification,
            @Nullable AskedParticulars particulars,
            Map<String, String> missing,
            boolean editable,
            String mark) {

        static WordingJson of(Wording wording, Map<String, String> missing, boolean editable) {
            return new WordingJson(
                    wording.purpose().label(),
                    wording.title(),
                    wording.summary(),
                    wording.source(),
                    wording.specification(),
                    wording.particulars() == null ? null : AskedParticulars.of(wording.particulars()),
                    missing,
                    editable,
                    wording.mark());
        }
    }

    /** @param mark of what was read before; another one now means that somebody changed it meanwhile */
    record NewWordingJson(
            @JsonProperty("for") @Nullable String purpose,
            @Nullable String title,
            @JsonProperty("abstract") @Nullable String summary,
            @Nullable String source,
            @Nullable String specification,
            @Nullable AskedParticulars particulars,
            @Nullable String mark) {}

    @Operation(summary = "Title, source, abstract and particulars of a contribution, as they are edited")
    @GetMapping("/wording")
    WordingJson wording(@PathVariable ContributionId id, Viewer viewer) {
        return of(contributions.require(id, viewer));
    }

    @Operation(summary = "Edit title, source, abstract and particulars, while nothing is decided")
    @PutMapping("/wording")
    WordingJson edit(@PathVariable ContributionId id, @RequestBody NewWordingJson asked, Viewer viewer) {
        ContributionView contribution = contributions.require(id, viewer);
        if (asked.mark() == null) {
            throw Refusal.invalid("mark", "Send the mark of what this replaces, as it was read.");
        }
        Wording wording = WordingForm.read(
                contribution.row().type(),
                asked.title(),
                asked.purpose(),
                asked.source(),
                asked.summary(),
                asked.specification(),
                asked.particulars());
        return of(wordings.edit(id, wording, asked.mark(), viewer));
    }

    /** @param specification the version that has the change; null where none has */
    record VersionJson(@Nullable String specification) {}

    @Operation(summary = "Say which version of its specification has an agreed change")
    @PutMapping("/version")
    VersionJson takenUp(@PathVariable ContributionId id, @RequestBody VersionJson version, Viewer viewer) {
        changes.record(id, Asked.specification(version.specification()), viewer);
        return new VersionJson(changes.of(contributions.require(id, viewer))
                .map(row -> row.id().toString())
                .orElse(null));
    }

    private WordingJson of(ContributionView contribution) {
        return WordingJson.of(
                wordings.of(contribution), wordings.missing(contribution), Wordings.editable(contribution));
    }
}
