package org.rostrum.web;

import com.google.errorprone.annotations.CompileTimeConstant;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Markdown;

/**
 * HTML written by a program, for lists that are too long for a template: one of 2,000 rows costs a template tenths of a
 * second and this a few milliseconds. Markup can only be a constant of the program, which the compiler sees to; whatever
 * else comes in is escaped or sanitised.
 */
public final class Markup {

    private final StringBuilder html;

    /** @param expected about how many characters it will be */
    public Markup(int expected) {
        html = new StringBuilder(expected);
    }

    /** Markup as it stands in the program; its attributes are in double quotes, so that {@link #text} fits into them. */
    public Markup raw(@CompileTimeConstant String markup) {
        html.append(markup);
        return this;
    }

    /** Anybody's words, between tags or within the quotes of an attribute. */
    public Markup text(@Nullable Object text) {
        if (text == null) {
            return this;
        }
        String words = text.toString();
        int from = 0;
        for (int i = 0; i < words.length(); i++) {
            String entity = switch (words.charAt(i)) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                default -> null;
            };
            if (entity != null) {
                html.append(words, from, i).append(entity);
                from = i + 1;
            }
        }
        html.append(words, from, words.length());
        return this;
    }

    /** Anybody's Markdown, rendered and sanitised. */
    public Markup markdown(String text, Markdown renderer) {
        html.append(renderer.toHtml(text));
        return this;
    }

    /** What a template rendered, without places. */
    public Markup piece(KeptPiece piece) {
        return part(piece.toString());
    }

    /** What was written elsewhere. */
    public Markup markup(Markup other) {
        html.append(other.html);
        return this;
    }

    /** What a template rendered, between two places. */
    Markup part(String rendered) {
        html.append(rendered);
        return this;
    }

    /** What was written, for {@code th:utext}. */
    @Override
    public String toString() {
        return html.toString();
    }
}
