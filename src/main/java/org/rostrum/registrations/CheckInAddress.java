package org.rostrum.registrations;

import org.rostrum.shared.BodySettings;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What a badge's QR code says: the page at which whoever scans it checks its bearer in. */
@Component
public class CheckInAddress {

    private final BodySettings body;

    CheckInAddress(BodySettings body) {
        this.body = body;
    }

    public String of(String code) {
        return base() + "/check-in/" + code;
    }

    /** A scanner knows nothing of the page it reads from, so the address is a whole one. */
    private String base() {
        String url = body.publicUrl();
        if (url == null) {
            url = RequestContextHolder.getRequestAttributes() == null
                    ? ""
                    : ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
