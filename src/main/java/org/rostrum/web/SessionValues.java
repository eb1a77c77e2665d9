package org.rostrum.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * What sessions hold, to bytes and back. Who signed in, and the token of their forms, are the same in each request: they are
 * read from the same bytes once. Whether there is such a session at all, the database is asked each time.
 */
final class SessionValues {

    private static final int CHARACTERS = 20_000_000;

    /** Objects take several times what they are written in. */
    private static final int UNPACKED = 5;

    private record Bytes(byte[] bytes) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private final DeserializingConverter reading = new DeserializingConverter(SessionValues.class.getClassLoader());
    private final Cache<Bytes, Object> read = Caffeine.newBuilder()
            .maximumWeight(CHARACTERS)
            .weigher((Bytes bytes, Object value) -> UNPACKED * bytes.bytes().length)
            .build();

    private SessionValues() {}

    static ConversionService conversions() {
        GenericConversionService conversions = new GenericConversionService();
        conversions.addConverter(Object.class, byte[].class, new SerializingConverter());
        conversions.addConverter(byte[].class, Object.class, new SessionValues()::read);
        return conversions;
    }

    private Object read(byte[] stored) {
        Bytes bytes = new Bytes(stored);
        Object known = read.getIfPresent(bytes);
        if (known != null) {
            return known instanceof Authentication who ? new SecurityContextImpl(who) : known;
        }
        Object value = reading.convert(stored);
        // Only what nobody can change is shared by requests: the context of a request is its own.
        if (value.getClass() == SecurityContextImpl.class
                && ((SecurityContextImpl) value).getAuthentication() instanceof Authentication who) {
            read.put(bytes, who);
        } else if (value instanceof DefaultCsrfToken) {
            read.put(bytes, value);
        }
        return value;
    }
}
