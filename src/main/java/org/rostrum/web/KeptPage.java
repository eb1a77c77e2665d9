package org.rostrum.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.View;

/**
 * A whole page of which a template renders once what is the same for all: what is the reader's own is filled in, and so is
 * what stands {@linkplain PageFrame around} it.
 */
final class KeptPage implements View {

    private static final String ACTING = "frame-acting";
    private static final String FOOT = "frame-foot";
    private static final String BAR = "frame-bar-";

    private final KeptPieces kept;
    private final String template;
    private final Record shown;
    private final Function<String, Markup> by;

    KeptPage(KeptPieces kept, String template, Record shown, Function<String, Markup> by) {
        this.kept = kept;
        this.template = template;
        this.shown = shown;
        this.by = by;
    }

    @Override
    public String getContentType() {
        return MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        PageFrame frame =
                (PageFrame) Objects.requireNonNull(Objects.requireNonNull(model).get(PageFrame.ATTRIBUTE));
        KeptPiece page = kept.page(template, shown, new Places(frame.token() != null, frame.sampleData()));
        response.setContentType(getContentType());
        WholePage.write(page.filled(place -> filled(place, frame)).toString(), response);
    }

    private Markup filled(String place, PageFrame frame) {
        return switch (place) {
            case KeptPieces.CSRF -> new Markup(100).text(frame.token());
            case ACTING -> frame.acting();
            case FOOT -> frame.foot();
            default -> place.startsWith(BAR) ? frame.bar(place.substring(BAR.length())) : by.apply(place);
        };
    }

    /** What each reader has around the page, left open. */
    record Places(boolean known, boolean sampleData) implements PageFrame {

        @Override
        public @Nullable String token() {
            return known ? KeptPiece.place(KeptPieces.CSRF) : null;
        }

        @Override
        public Markup acting() {
            return place(ACTING);
        }

        @Override
        public Markup bar(String section) {
            return place(BAR + section);
        }

        @Override
        public Markup foot() {
            return place(FOOT);
        }

        private static Markup place(String name) {
            return new Markup(100).text(KeptPiece.place(name));
        }
    }
}
