package org.rostrum.contributions.web;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ListColumn;
import org.rostrum.contributions.ListView;
import org.rostrum.contributions.ListViews;
import org.rostrum.web.OwnPath;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Chooses the columns of lists of contributions, and their order. */
@Controller
class ListViewController {

    private final ListViews views;
    private final ListViewCookie cookie;

    ListViewController(ListViews views, ListViewCookie cookie) {
        this.views = views;
        this.cookie = cookie;
    }

    /**
     * @param column those ticked, in the order in which they stood
     * @param move one of them and where to: "title:left"
     * @param from the list that is looked at
     */
    @PostMapping("/contributions/columns")
    ResponseEntity<Void> choose(
            @RequestParam(defaultValue = "") List<String> column,
            @RequestParam(defaultValue = "false") boolean compact,
            @RequestParam(required = false) @Nullable String move,
            @RequestParam(defaultValue = "false") boolean reset,
            @RequestParam(defaultValue = "/") String from,
            Viewer viewer) {
        ListView view = reset ? ListView.USUAL : chosen(column, compact, move);
        // The panel stays open while somebody moves columns about.
        var answer = ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(OwnPath.of(from + (move == null ? "" : "#columns")));
        if (viewer.person() == null) {
            answer.header(HttpHeaders.SET_COOKIE, cookie.keeping(view).toString());
        } else if (reset) {
            views.forget(viewer.person());
        } else {
            views.choose(viewer.person(), view);
        }
        return answer.build();
    }

    private static ListView chosen(List<String> column, boolean compact, @Nullable String move) {
        ListView view = new ListView(
                column.stream()
                        .map(ListColumn::byCode)
                        .flatMap(Optional::stream)
                        .toList(),
                compact);
        if (move == null) {
            return view;
        }
        int colon = move.indexOf(':');
        return colon < 0
                ? view
                : ListColumn.byCode(move.substring(0, colon))
                        .map(moved -> view.moved(moved, move.endsWith(":left")))
                        .orElse(view);
    }
}
