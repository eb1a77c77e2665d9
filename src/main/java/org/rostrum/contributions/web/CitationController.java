package org.rostrum.contributions.web;

import org.rostrum.access.Viewer;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Contributions.Cited;
import org.rostrum.contributions.RevisionView;
import org.rostrum.documents.web.Download;
import org.rostrum.shared.NotFound;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Addresses to cite, for ever: by a contribution's number whatever is its latest, by a revision's number that one. */
@Controller
class CitationController {

    private final Contributions contributions;
    private final Download download;

    CitationController(Contributions contributions, Download download) {
        this.contributions = contributions;
        this.download = download;
    }

    @GetMapping("/c/{cited}")
    String page(@PathVariable String cited, Viewer viewer) {
        Cited found = contributions.requireCited(cited, viewer);
        return "redirect:/contributions/" + found.contribution().id()
                + (found.pinned() == null ? "" : "?revision=" + found.pinned().number());
    }

    @GetMapping("/c/{cited}/file")
    ResponseEntity<Resource> file(@PathVariable String cited, Viewer viewer) {
        return file(contributions.requireCited(cited, viewer), download);
    }

    static ResponseEntity<Resource> file(Cited found, Download download) {
        RevisionView file = found.file();
        if (file == null) {
            throw new NotFound("file");
        }
        return download.of(file.document(), file.fileName());
    }
}
