package org.rostrum.notifications.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.notifications.Notice;
import org.rostrum.notifications.NoticeId;
import org.rostrum.notifications.OwnNotices;
import org.rostrum.shared.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/notices")
@Tag(name = "Notices")
class NoticesApi {

    private final OwnNotices notices;

    NoticesApi(OwnNotices notices) {
        this.notices = notices;
    }

    /**
     * @param type what it is about, as code: "timetable.changed"
     * @param path of the page it is about
     */
    record NoticeJson(
            NoticeId id,
            String type,
            String title,
            String text,
            String path,
            Instant toldAt,
            @Nullable Instant readAt) {

        static NoticeJson of(Notice notice) {
            return new NoticeJson(
                    notice.id(),
                    notice.type(),
                    notice.title(),
                    notice.text(),
                    notice.path(),
                    notice.toldAt(),
                    notice.readAt());
        }
    }

    @Operation(summary = "List what you were told, the newest first")
    @GetMapping
    Page<NoticeJson> list(
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            Viewer viewer) {
        Page<Notice> page =
                notices.of(viewer.requirePerson(), unread, after, Math.clamp(limit, 1, OwnNotices.LARGEST_PAGE));
        List<NoticeJson> items = page.items().stream().map(NoticeJson::of).toList();
        return new Page<>(items, page.next());
    }
}
