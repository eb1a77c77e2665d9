package org.rostrum.organizations;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;

/** Somebody the portal knows: a delegate, a guest, staff. Never deleted, because what they did stays theirs. */
@Entity
class Person {

    private static final int LONGEST = 200;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"]+@[^\\s@<>,;:\"]+");

    @Id
    private UUID id;

    private String name;
    private String email;
    private boolean staff;
    private boolean testStaff;
    private @Nullable Instant deactivatedAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Person() {}

    static Person of(@Nullable String name, @Nullable String email) {
        Person person = new Person();
        person.id = NewId.next();
        person.correct(name, email);
        return person;
    }

    /** Refuses a name that is none and what cannot be an e-mail address. */
    final void correct(@Nullable String typedName, @Nullable String typedEmail) {
        String newName = Typed.line("name", "name", typedName, LONGEST);
        String newEmail = Typed.line("email", "e-mail address", typedEmail, LONGEST);
        if (!ADDRESS.matcher(newEmail).matches()) {
            throw Refusal.invalid("email", "An e-mail address looks like name@organisation.example.");
        }
        name = newName;
        email = newEmail;
    }

    void works(boolean asStaff, boolean asTestStaff) {
        staff = asStaff;
        testStaff = asTestStaff;
    }

    /** Refuses who is deactivated already. */
    void deactivate(Instant at) {
        if (deactivatedAt != null) {
            throw Refusal.conflict(name + " is deactivated already.");
        }
        deactivatedAt = at;
    }

    /** Refuses who is active. */
    void reactivate() {
        if (deactivatedAt == null) {
            throw Refusal.conflict(name + " is active already.");
        }
        deactivatedAt = null;
    }

    PersonId id() {
        return new PersonId(id);
    }

    String name() {
        return name;
    }

    boolean staff() {
        return staff;
    }

    boolean active() {
        return deactivatedAt == null;
    }

    int version() {
        return version == null ? 0 : version;
    }

    /** For the audit. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("email", email);
        facts.put("staff", staff);
        facts.put("testStaff", testStaff);
        facts.put("deactivatedAt", deactivatedAt);
        return facts;
    }
}
