package org.rostrum.shared;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule of the field says no. The message is written for the person who asked, and is shown as it stands: on pages
 * beside the field it names, in the API as problem details (RFC 9457).
 */
public class Refusal extends RuntimeException {

    /** Why, and with that the HTTP status. */
    public enum Reason {
        /** The input itself is wrong (422). */
        INVALID(422),
        /** The asker may see it but not do it (403). */
        FORBIDDEN(403),
        /** Somebody else was faster, or the state has moved on (409). */
        CONFLICT(409),
        /** Too much in too short a time (429). */
        TOO_MANY(429),
        /** Larger than what is taken (413). */
        TOO_LARGE(413),
        /** A kind of content that is not taken (415). */
        UNSUPPORTED(415),
        /** What the portal needs for it does not answer now (503). */
        UNAVAILABLE(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final Reason reason;
    private final Map<String, String> fields;

    public Refusal(Reason reason, String message) {
        this(reason, message, Map.of());
    }

    private Refusal(Reason reason, String message, Map<String, String> fields) {
        super(message);
        this.reason = reason;
        this.fields = fields;
    }

    protected Refusal(Reason reason, String field, String message) {
        this(reason, message, Map.of(field, message));
    }

    /** Concerns one field, which is named as forms and API name it. */
    public static Refusal of(Reason reason, String field, String message) {
        return new Refusal(reason, message, Map.of(field, message));
    }

    public static Refusal invalid(String field, String message) {
        return of(Reason.INVALID, field, message);
    }

    /** @param fields a message for each field that is wrong */
    public static Refusal invalid(String message, Map<String, String> fields) {
        return new Refusal(Reason.INVALID, message, Collections.unmodifiableMap(new LinkedHashMap<>(fields)));
    }

    public static Refusal forbidden(String message) {
        return new Refusal(Reason.FORBIDDEN, message);
    }

    public static Refusal conflict(String message) {
        return new Refusal(Reason.CONFLICT, message);
    }

    public Reason reason() {
        return reason;
    }

    /** Messages by the name of the field they belong to; empty where the refusal concerns the whole. */
    public Map<String, String> fields() {
        return fields;
    }
}
