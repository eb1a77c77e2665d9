package org.rostrum.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.stereotype.Component;
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
 * a form does, is a {@linkplain KeptPiece#place place} in it. A piece may ask a bean only for what follows from the
 * arguments.
 */
@Component
public class KeptPieces {

    /**
     * The place of the token that a form carries, and the variable by which a template puts it there: without a request
     * {@code th:action} adds none.
     */
    public static final String CSRF = "csrf";

    private static final int CHARACTERS = 16_000_000;

    /** What an entry weighs beside its text. */
    private static final int ENTRY = 500;

    private record Key(String template, String fragment, Record shown) {}

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
        Key key = new Key(template, fragment, shown);
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
        for (RecordComponent part : key.shown().getClass().getRecordComponents()) {
            context.setVariable(part.getName(), value(part, key.shown()));
        }
        return new KeptPiece(templates.process(key.template(), Set.of(key.fragment()), context));
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
