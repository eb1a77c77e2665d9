package org.rostrum.start;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** A start that fails for a reason somebody can put right ends with what to do, not with a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class FailureInOneSentence implements SpringBootExceptionReporter {

    private static final Logger LOG = LoggerFactory.getLogger(FailureInOneSentence.class);

    /** Spring hands every reporter the context that failed. */
    FailureInOneSentence(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> sentence = about(failure);
        sentence.ifPresent(LOG::error);
        return sentence.isPresent();
    }

    /** Empty where it is nothing that a setting would put right. */
    static Optional<String> about(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> sentence(cause).stream())
                .findFirst();
    }

    private static Optional<String> sentence(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case CannotStart e -> e.getMessage();
                    case PortInUseException e ->
                        "Port " + e.getPort()
                                + " is taken by another program: stop that one, or set server.port to another.";
                    case PlaceholderResolutionException e ->
                        "Set " + e.getPlaceholder() + ", which the settings refer to as ${" + e.getPlaceholder() + "}.";
                    case BindValidationException e -> wrongValues(e);
                    case BindException e when !causedByValidation(e) -> unreadable(e);
                    default -> null;
                });
    }

    private static boolean causedByValidation(BindException e) {
        return Stream.iterate(e.getCause(), cause -> cause != null, Throwable::getCause)
                .anyMatch(cause ->
                        cause instanceof BindValidationException || cause instanceof PlaceholderResolutionException);
    }

    private static String wrongValues(BindValidationException e) {
        String prefix = e.getValidationErrors().getName().toString();
        return "Set "
                + e.getValidationErrors().getAllErrors().stream()
                        .map(error -> wrongValue(prefix, error))
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String wrongValue(String prefix, ObjectError error) {
        if (error instanceof FieldError field) {
            if (field.getRejectedValue() == null
                    || field.getRejectedValue().toString().isBlank()) {
                return prefix + "." + dashed(field.getField()) + ": it " + error.getDefaultMessage();
            }
            return prefix + "." + dashed(field.getField()) + " to another value than " + field.getRejectedValue()
                    + ": it " + error.getDefaultMessage();
        }
        return prefix + " otherwise: it " + error.getDefaultMessage();
    }

    private static String dashed(String field) {
        return field.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String unreadable(BindException e) {
        ConfigurationProperty property = e.getProperty();
        String value = property == null ? "what it is" : "\"" + property.getValue() + "\"";
        return "Set " + e.getName() + " otherwise: " + value + " cannot be read as "
                + e.getTarget().getType().resolve(Object.class).getSimpleName() + ".";
    }
}
