package org.rostrum.web;

import org.jspecify.annotations.Nullable;
import org.rostrum.shared.BodySettings;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The portal's own address, for whole addresses that people take elsewhere. */
@Component("portalAddress")
public class PortalAddress {

    private static final String BASE = PortalAddress.class.getName() + ".base";

    private final @Nullable String publicUrl;

    PortalAddress(BodySettings body) {
        this.publicUrl = body.publicUrl() == null ? null : body.publicUrl().replaceFirst("/+$", "");
    }

    /** Without a path, as members use it. */
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
}
