package org.rostrum.contributions.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.Contributions;
import org.rostrum.documents.web.Download;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/numbers/{cited}")
@Tag(name = "Contributions")
class NumbersApi {

    private final Contributions contributions;
    private final Download download;

    NumbersApi(Contributions contributions, Download download) {
        this.contributions = contributions;
        this.download = download;
    }

    @Operation(summary = "A contribution by its number, or by the number of a revision that it has")
    @GetMapping
    ContributionJson.Whole contribution(@PathVariable String cited, Viewer viewer) {
        return ContributionJson.Whole.of(
                contributions.requireCited(cited, viewer).contribution());
    }

    @Operation(summary = "Download the latest file of a number, or the file of the revision it names; R00 is the first")
    @GetMapping("/file")
    ResponseEntity<Resource> file(@PathVariable String cited, Viewer viewer) {
        return CitationController.file(contributions.requireCited(cited, viewer), download);
    }
}
