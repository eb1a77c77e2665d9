package org.rostrum.identity.web;

import org.jspecify.annotations.Nullable;
import org.rostrum.identity.SignIns;
import org.rostrum.identity.provider.Providers;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * A provider's page loads this in a frame when somebody signs out there. Our cookie does not come along into another
 * site's frame, so the session is found by what the provider calls it, which nobody else knows.
 */
@RestController
class FrontChannelLogout {

    private final Providers providers;
    private final SignIns signIns;

    FrontChannelLogout(Providers providers, SignIns signIns) {
        this.providers = providers;
        this.signIns = signIns;
    }

    @GetMapping(ProviderCalls.FRONT_CHANNEL + "/{registration}")
    ResponseEntity<String> end(
            @PathVariable String registration,
            @RequestParam(required = false) @Nullable String iss,
            @RequestParam(required = false) @Nullable String sid) {
        if (iss == null || sid == null || !iss.equals(providers.issuer(registration))) {
            return ResponseEntity.badRequest().body("iss and sid must be those of a provider that is set up here.");
        }
        signIns.endAt(iss, sid);
        return ResponseEntity.ok("Signed out.");
    }
}
