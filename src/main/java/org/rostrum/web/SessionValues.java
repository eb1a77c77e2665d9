package org.rostrum.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
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

    private final DeserializingConverter reading = new DeserializingConverter(SessionValues.class.getClassLoader());
    private final Cache<ByteBuffer, Object> read = Caffeine.newBuilder()
            .maximumWeight(CHARACTERS)
            .weigher((ByteBuffer bytes, Object value) -> UNPACKED * bytes.remaining())
            .build();

    private SessionValues() {}

    static ConversionService conversions() {
        GenericConversionService conversions = new GenericConversionService();
        conversions.addConverter(Object.class, byte[].class, new SerializingConverter());
        conversions.addConverter(byte[].class, Object.class, new SessionValues()::read);
        return conversions;
    }

    private Object read(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        Object known = read.getIfPresent(bytes);
        if (known != null) {
            return known instanceof Authentication who ? new SecurityContextImpl(who) : known;
        }
        Object value = reading.convert(stored);
        // Only what nobody can change is shared by requests: the context of a request is its own.
        if (value.getClass() == SecurityContextImpl.class) {
            Authentication who = ((SecurityContextImpl) value).getAuthentication();
            if (who != null) {
                read.put(bytes, who);
            }
        } else if (value instanceof DefaultCsrfToken) {
            read.put(bytes, value);
        }
        return value;
    }
}
