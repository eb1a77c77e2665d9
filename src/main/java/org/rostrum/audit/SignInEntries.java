package org.rostrum.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.shared.PrivilegedAct;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who came in, who was turned away for representing no member, and who went: on record as the acts are. */
@Component
class SignInEntries {

    private final Viewers viewers;
    private final ApplicationEventPublisher events;

    SignInEntries(Viewers viewers, ApplicationEventPublisher events) {
        this.viewers = viewers;
        this.events = events;
    }

    @EventListener
    @Transactional
    void signedIn(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication().getPrincipal() instanceof OidcUser user) {
            Viewer viewer = viewers.of(event.getAuthentication());
            Map<String, Object> account = new LinkedHashMap<>();
            account.put("provider", String.valueOf(user.getIssuer()));
            account.put("account", user.getSubject());
            if (viewer.person() == null) {
                account.put("name", viewer.name());
                account.put("email", user.getEmail());
            }
            record(
                    viewer.person() == null ? null : viewer.person().value(),
                    viewer.admitted() ? "sign-in.done" : "sign-in.refused",
                    account);
        }
    }

    @EventListener
    @Transactional
    void signedOut(LogoutSuccessEvent event) {
        Viewer viewer = viewers.of(event.getAuthentication());
        if (viewer.person() != null) {
            record(viewer.person().value(), "sign-in.ended", null);
        }
    }

    private void record(@Nullable UUID person, String action, @Nullable Object after) {
        events.publishEvent(
                new PrivilegedAct(person, action, "person", person == null ? "" : person.toString(), null, after));
    }
}
