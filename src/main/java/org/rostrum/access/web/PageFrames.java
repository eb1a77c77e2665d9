package org.rostrum.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Actor;
import org.rostrum.access.Viewer;
import org.rostrum.shared.BodySettings;
import org.rostrum.web.Foot;
import org.rostrum.web.KeptPieces;
import org.rostrum.web.Markup;
import org.rostrum.web.PageFrame;
import org.rostrum.web.ReaderZone;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** What stands around the pages of each reader. */
@Component("frames")
public class PageFrames {

    private final Bar bar;
    private final Foot foot;
    private final KeptPieces kept;
    private final BodySettings body;

    PageFrames(Bar bar, Foot foot, KeptPieces kept, BodySettings body) {
        this.bar = bar;
        this.foot = foot;
        this.kept = kept;
        this.body = body;
    }

    PageFrame of(Viewer viewer, HttpServletRequest request) {
        return new Frame(
                viewer,
                (ZoneId) request.getAttribute(ReaderZone.ATTRIBUTE),
                viewer.signedIn() ? (CsrfToken) request.getAttribute(CsrfToken.class.getName()) : null);
    }

    /** Where a view is made without anybody having been asked who reads it. */
    public PageFrame ofNobody() {
        return new Frame(Viewer.PUBLIC, null, null);
    }

    private record Acting(
            String name,
            String reason,
            Instant until,
            ZoneId zone,
            @Nullable ZoneId readerZone) {}

    private final class Frame implements PageFrame {

        private final Viewer viewer;
        private final @Nullable ZoneId readerZone;
        private final @Nullable CsrfToken csrf;

        Frame(Viewer viewer, @Nullable ZoneId readerZone, @Nullable CsrfToken csrf) {
            this.viewer = viewer;
            this.readerZone = readerZone;
            this.csrf = csrf;
        }

        @Override
        public @Nullable String token() {
            return csrf == null ? null : csrf.getToken();
        }

        @Override
        public boolean sampleData() {
            return body.sampleData();
        }

        @Override
        public Markup acting() {
            Actor actor = viewer.actor();
            return actor == null
                    ? new Markup(0)
                    : kept.once(
                                    "layout",
                                    "acting",
                                    new Acting(
                                            viewer.name(), actor.reason(), actor.until(), body.timeZone(), readerZone))
                            .filled(csrf -> new Markup(100).text(token()));
        }

        @Override
        public Markup bar(String section) {
            return bar.of(viewer, section, token());
        }

        @Override
        public Markup foot() {
            return foot.of(readerZone, token());
        }
    }
}
