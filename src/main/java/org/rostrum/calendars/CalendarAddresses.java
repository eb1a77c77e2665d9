package org.rostrum.calendars;

import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.BodySettings;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The whole addresses that stand in calendars, and those to subscribe to them by. */
@Component("calendarAddresses")
public class CalendarAddresses {

    private static final String BASE = CalendarAddresses.class.getName() + ".base";

    private final String uidHost;
    private final @Nullable String publicUrl;

    CalendarAddresses(BodySettings body) {
        this.publicUrl = body.publicUrl() == null ? null : body.publicUrl().replaceFirst("/+$", "");
        String host = publicUrl == null ? null : URI.create(publicUrl).getHost();
        // Never the request's: the same entry under two names would stand in a calendar twice.
        this.uidHost = host == null ? body.prefix().toLowerCase(Locale.ROOT) + ".rostrum" : host;
    }

    /** The portal's own address without a path, as members use it. */
    public String base() {
        if (publicUrl != null) {
            return publicUrl;
        }
        // A calendar has thousands of addresses, and the request one host.
        RequestAttributes request = RequestContextHolder.currentRequestAttributes();
        Object known = request.getAttribute(BASE, RequestAttributes.SCOPE_REQUEST);
        if (known instanceof String base) {
            return base;
        }
        String base =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        request.setAttribute(BASE, base, RequestAttributes.SCOPE_REQUEST);
        return base;
    }

    public String of(String path) {
        return base() + path;
    }

    /** Asks the reader's calendar program to subscribe. */
    public String webcal(String path) {
        return of(path).replaceFirst("^https?:", "webcal:");
    }

    String uid(String kind, UUID id) {
        return kind + "-" + id + "@" + uidHost;
    }
}
