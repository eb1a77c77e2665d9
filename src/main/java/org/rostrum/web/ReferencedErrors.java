package org.rostrum.web;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;

/**
 * Gives every failure of ours a short reference that its page shows and the log carries, so that staff find the one
 * without the other having to say anything about the inside.
 */
@Component
class ReferencedErrors extends DefaultErrorAttributes {

    private static final Logger LOG = LoggerFactory.getLogger(ReferencedErrors.class);
    private static final String REFERENCE = "reference";

    @Override
    public Map<String, @Nullable Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        Map<String, @Nullable Object> attributes = super.getErrorAttributes(request, options);
        if (attributes.get("status") instanceof Integer status && status >= 500) {
            attributes.put(REFERENCE, reference(request, attributes));
        }
        return attributes;
    }

    private String reference(WebRequest request, Map<String, @Nullable Object> attributes) {
        String name = ReferencedErrors.class.getName();
        if (request.getAttribute(name, RequestAttributes.SCOPE_REQUEST) instanceof String given) {
            return given;
        }
        String reference = Long.toString(ThreadLocalRandom.current().nextLong(1L << 32, 1L << 36), 32)
                .toUpperCase(Locale.ROOT);
        request.setAttribute(name, reference, RequestAttributes.SCOPE_REQUEST);
        LOG.error(
                "Reference {}: {} at {}",
                reference,
                attributes.get("status"),
                withoutSecret(String.valueOf(attributes.get("path"))),
                getError(request));
        return reference;
    }

    /** The address of somebody's calendar is all it takes to read it. */
    private static String withoutSecret(String path) {
        return path.replaceFirst("/calendar/people/.*", "/calendar/people/…");
    }
}
