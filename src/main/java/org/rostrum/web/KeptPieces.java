package org.rostrum.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

/**
 * Pieces of pages that look the same for many readers, rendered by their template once. To render one again costs a
 * template a hundred times what it costs to find it.
 *
 * <p>The template is shown the parts of one record under their names, and nothing else: no request, no session, no reader.
 * So a piece is the same wherever the record is equal: it is never older than what it shows, and shows nobody what only
 * another may see, as long as what depends on the reader is in the record. What changes from page to page, as the token of
 * a form does, is a {@linkplain KeptPiece#place place} in it, which the template leaves open by {@code place.of('name')}. A
 * piece may ask a bean only for what follows from the arguments.
 */
@Component
public class KeptPieces {

    /**
     * The place of the token that a form carries, and the variable by which a template puts it there: without a request
     * {@code th:action} adds none.
     */
    public static final String CSRF = "csrf";

    private static final Places PLACES = new Places();

    private static final int CHARACTERS = 16_000_000;

    /** What an entry weighs beside its text. */
    private static final int ENTRY = 500;

    /** @param fragment null for all of the template, which is a page then and has a frame */
    private record Key(
            String template,
            @Nullable String fragment,
            Record shown,
            @Nullable PageFrame frame) {}

    /** By which a template leaves a place open. */
    public static final class Places {

        private Places() {}

        public String of(String name) {
            return KeptPiece.place(name);
        }
    }

    private final SpringTemplateEngine templates;
    private final ApplicationContext beans;
    private final ConversionService conversions;
    private final Cache<Key, KeptPiece> kept = Caffeine.newBuilder()
            .maximumWeight(CHARACTERS)
            .weigher((Key key, KeptPiece piece) -> ENTRY + 2 * piece.length())
            .build();

    KeptPieces(SpringTemplateEngine templates, ApplicationContext beans, ConversionService mvcConversionService) {
        this.templates = templates;
        this.beans = beans;
        this.conversions = mvcConversionService;
    }

    /**
     * A fragment of a template, by its name; its parameters are the record's parts.
     *
     * @param shown all that it is rendered from
     */
    public KeptPiece of(String template, String fragment, Record shown) {
        return of(new Key(template, fragment, shown, null));
    }

    /** As {@link #of(String, String, Record)}, of what nobody else will be shown. */
    public KeptPiece once(String template, String fragment, Record shown) {
        return render(new Key(template, fragment, shown, null));
    }

    /**
     * A page of which all is kept but what is filled in: the token and what stands around it, by itself.
     *
     * @param by for each other place by its name what stands there
     */
    public View page(String template, Record shown, Function<String, Markup> by) {
        return new KeptPage(this, template, shown, by);
    }

    KeptPiece page(String template, Record shown, PageFrame frame) {
        return of(new Key(template, null, shown, frame));
    }

    private KeptPiece of(Key key) {
        KeptPiece piece = kept.getIfPresent(key);
        if (piece == null) {
            piece = render(key);
            kept.put(key, piece);
        }
        return piece;
    }

    private KeptPiece render(Key key) {
        Context context = new Context(Locale.ENGLISH);
        // One for each rendering: it holds the utility objects of the expressions that are evaluated in it.
        context.setVariable(
                ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
                new ThymeleafEvaluationContext(beans, conversions));
        context.setVariable(CSRF, KeptPiece.place(CSRF));
        context.setVariable("place", PLACES);
        if (key.frame() != null) {
            context.setVariable(PageFrame.ATTRIBUTE, key.frame());
        }
        for (RecordComponent part : key.shown().getClass().getRecordComponents()) {
            context.setVariable(part.getName(), value(part, key.shown()));
        }
        return new KeptPiece(
                key.fragment() == null
                        ? templates.process(key.template(), context)
                        : templates.process(key.template(), Set.of(key.fragment()), context));
    }

    private static @Nullable Object value(RecordComponent part, Record shown) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(shown);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
