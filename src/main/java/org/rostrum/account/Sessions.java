package org.rostrum.account;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rostrum.identity.SignInId;
import org.rostrum.identity.SignIns;
import org.rostrum.identity.SignIns.SignIn;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where somebody is signed in, and ending that from elsewhere, on record. */
@Service
public class Sessions {

    private final SignIns signIns;
    private final ApplicationEventPublisher events;

    Sessions(SignIns signIns, ApplicationEventPublisher events) {
        this.signIns = signIns;
        this.events = events;
    }

    public List<SignIn> of(PersonId person) {
        return signIns.of(person);
    }

    /** @throws NotFound where it is not this person's, or has ended */
    @Transactional
    public void end(SignInId id, PersonId person) {
        SignIn ended = signIns.of(person).stream()
                .filter(signIn -> signIn.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("session"));
        signIns.end(id, person);
        recorded(ended, person);
    }

    /** @param session the id of the one that stays */
    @Transactional
    public int endOthers(String session, PersonId person) {
        List<SignIn> all = signIns.of(person);
        SignIn staying = all.stream()
                .filter(signIn -> Objects.equals(signIn.session(), session))
                .findFirst()
                .orElseThrow(() -> Refusal.conflict("This browser's own session is not known. Sign in again first."));
        int ended = signIns.endAllBut(staying.id(), person);
        all.stream().filter(signIn -> !signIn.equals(staying)).forEach(signIn -> recorded(signIn, person));
        return ended;
    }

    private void recorded(SignIn ended, PersonId person) {
        events.publishEvent(new PrivilegedAct(
                person.value(),
                "session.ended",
                "session",
                ended.id().toString(),
                Map.of(
                        "address", ended.address(),
                        "browser", ended.userAgent(),
                        "signedInAt", ended.signedInAt()),
                null));
    }
}
