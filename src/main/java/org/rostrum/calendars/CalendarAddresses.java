package org.rostrum.calendars;

import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.rostrum.shared.BodySettings;
import org.rostrum.web.PortalAddress;
import org.springframework.stereotype.Component;

/** The whole addresses that stand in calendars, and those to subscribe to them by. */
@Component("calendarAddresses")
public class CalendarAddresses {

    private final String uidHost;
    private final PortalAddress portal;

    CalendarAddresses(PortalAddress portal, BodySettings body) {
        this.portal = portal;
        String host =
                body.publicUrl() == null ? null : URI.create(body.publicUrl()).getHost();
        // Never the request's: the same entry under two names would stand in a calendar twice.
        this.uidHost = host == null ? body.prefix().toLowerCase(Locale.ROOT) + ".rostrum" : host;
    }

    /** The portal's own address without a path, as members use it. */
    public String base() {
        return portal.base();
    }

    public String of(String path) {
        return portal.of(path);
    }

    /** Asks the reader's calendar program to subscribe. */
    public String webcal(String path) {
        return of(path).replaceFirst("^https?:", "webcal:");
    }

    String uid(String kind, UUID id) {
        return kind + "-" + id + "@" + uidHost;
    }
}
