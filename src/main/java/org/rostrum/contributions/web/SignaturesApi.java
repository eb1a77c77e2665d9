package org.rostrum.contributions.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.SignatureId;
import org.rostrum.contributions.SignatureKind;
import org.rostrum.contributions.SignatureState;
import org.rostrum.contributions.SignatureView;
import org.rostrum.contributions.Signatures;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/contributions/{id}/signatures")
@Tag(name = "Contributions")
class SignaturesApi {

    private final Contributions contributions;
    private final Signatures signatures;

    SignaturesApi(Contributions contributions, Signatures signatures) {
        this.contributions = contributions;
        this.signatures = signatures;
    }

    /** @param delegate who was told; null for all of the organisation's */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SignatureJson(
            SignatureId id,
            SignatureKind kind,
            SignatureState state,
            OrganizationId organization,
            String organizationName,
            @Nullable String delegate,
            String askedBy,
            Instant askedAt,
            @Nullable String settledBy,
            @Nullable Instant settledAt,
            @Nullable String word) {

        static SignatureJson of(SignatureView view) {
            return new SignatureJson(
                    view.id(),
                    view.kind(),
                    view.state(),
                    view.organization(),
                    view.organizationName(),
                    view.delegate(),
                    view.askedBy(),
                    view.askedAt(),
                    view.settledBy(),
                    view.settledAt(),
                    view.word());
        }
    }

    /**
     * @param supporting how many organisations support a work item; null for other types
     * @param needed how many have to; null for other types
     */
    record SignaturesJson(
            List<SignatureJson> items,
            @Nullable Integer supporting,
            @Nullable Integer needed) {}

    /** @param delegate the name of one of its delegates, who is told; all of them where it is left out */
    record RequestJson(
            @Nullable SignatureKind kind,
            @Nullable String organization,
            @Nullable String delegate) {}

    /** @param word for the author; may be left out */
    record AnswerJson(@Nullable String word) {}

    @Operation(summary = "Organisations asked to sign a contribution, and their answers")
    @GetMapping
    SignaturesJson list(@PathVariable ContributionId id, Viewer viewer) {
        ContributionView contribution = contributions.require(id, viewer);
        return of(contribution, signatures.of(contribution));
    }

    @Operation(summary = "Ask an organisation to sign as a source, or to support a work item")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SignaturesJson ask(@PathVariable ContributionId id, @RequestBody RequestJson request, Viewer viewer) {
        ContributionView contribution = contributions.require(id, viewer);
        if (request.kind() == null) {
            throw Refusal.invalid("kind", "Say as what it is asked: SOURCE or SUPPORT.");
        }
        String organization = request.organization() == null ? "" : request.organization();
        return of(contribution, signatures.ask(id, request.kind(), organization, request.delegate(), viewer));
    }

    @Operation(summary = "Take a request back that is not answered yet")
    @PostMapping("/{signature}/withdrawal")
    SignaturesJson withdraw(@PathVariable ContributionId id, @PathVariable SignatureId signature, Viewer viewer) {
        ContributionView contribution = contributions.require(id, viewer);
        return of(contribution, signatures.withdraw(id, signature, viewer));
    }

    @Operation(summary = "Sign for one's own organisation")
    @PostMapping("/{signature}/acceptance")
    SignaturesJson sign(
            @PathVariable ContributionId id,
            @PathVariable SignatureId signature,
            @RequestBody(required = false) @Nullable AnswerJson answer,
            Viewer viewer) {
        ContributionView contribution = contributions.require(id, viewer);
        return of(contribution, signatures.sign(id, signature, word(answer), viewer));
    }

    @Operation(summary = "Say that one's own organisation does not sign")
    @PostMapping("/{signature}/refusal")
    SignaturesJson decline(
            @PathVariable ContributionId id,
            @PathVariable SignatureId signature,
            @RequestBody(required = false) @Nullable AnswerJson answer,
            Viewer viewer) {
        ContributionView contribution = contributions.require(id, viewer);
        return of(contribution, signatures.decline(id, signature, word(answer), viewer));
    }

    @Operation(summary = "Take the signature of one's own organisation back")
    @PostMapping("/{signature}/revocation")
    SignaturesJson takeBack(
            @PathVariable ContributionId id,
            @PathVariable SignatureId signature,
            @RequestBody(required = false) @Nullable AnswerJson answer,
            Viewer viewer) {
        ContributionView contribution = contributions.require(id, viewer);
        return of(contribution, signatures.takeBack(id, signature, word(answer), viewer));
    }

    private static @Nullable String word(@Nullable AnswerJson answer) {
        return answer == null ? null : answer.word();
    }

    private SignaturesJson of(ContributionView contribution, List<SignatureView> all) {
        boolean workItem = contribution.row().type() == ContributionType.WID;
        return new SignaturesJson(
                all.stream().map(SignatureJson::of).toList(),
                workItem ? SignaturesOf.supporting(all) : null,
                workItem ? signatures.supportersNeeded() : null);
    }
}
