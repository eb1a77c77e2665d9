package org.rostrum.access;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.MemberRight;
import org.rostrum.organizations.OrganizationRef;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;

/**
 * Whoever asks, with all that decides what they may do, loaded once per request: a permission check on a list page costs
 * no query. What they may do is decided by the table {@link Act}.
 *
 * @param person null for somebody the portal does not know as a person, signed in or not
 * @param signedIn whether a provider or a token vouches for them
 * @param organization the member they represent now; null for staff, guests and strangers
 * @param rights what the organisation's level is entitled to
 * @param offices offices held now, by group
 * @param invitations meetings they are invited to as a guest
 * @param actor who of the staff acts in their name; null where they act themselves
 */
public record Viewer(
        @Nullable PersonId person,
        String name,
        boolean signedIn,
        @Nullable OrganizationRef organization,
        Set<MemberRight> rights,
        boolean staff,
        boolean testStaff,
        Map<GroupId, Set<OfficeRole>> offices,
        Set<UUID> invitations,
        Set<Scope> scopes,
        @Nullable Actor actor) {

    public static final Viewer PUBLIC =
            new Viewer(null, "", false, null, Set.of(), false, false, Map.of(), Set.of(), Set.of(Scope.READ), null);

    /** Signed in at the provider, but no person of ours. */
    public static Viewer stranger(String name) {
        return new Viewer(null, name, true, null, Set.of(), false, false, Map.of(), Set.of(), Set.of(Scope.READ), null);
    }

    /** The same, while somebody of the staff acts in their name. */
    Viewer inTheHandsOf(Actor staff) {
        return new Viewer(
                person,
                name,
                signedIn,
                organization,
                rights,
                this.staff,
                testStaff,
                offices,
                invitations,
                scopes,
                staff);
    }

    /** Whether the table {@link Act} lets them do it there. */
    public boolean may(Act act, Place place) {
        return act.granted(this, place);
    }

    /** @throws NotFound where they may not even read, {@link Refusal} where they may read but not do this */
    public void require(Act act, Place place) {
        if (!may(Act.READ, place)) {
            throw new NotFound("meeting");
        }
        if (!may(act, place)) {
            throw Refusal.forbidden(act.refusal(this));
        }
    }

    /** A delegate of an organisation in good standing whose level lets its people in. */
    public boolean member() {
        return organization != null
                && organization.standing() == Standing.ACTIVE
                && rights.contains(MemberRight.PORTAL);
    }

    /** The groups whose chair, vice-chair or secretary they are. */
    public Set<GroupId> leads() {
        return member()
                ? offices.entrySet().stream()
                        .filter(held -> held.getValue().stream().anyMatch(OfficeRole::leads))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    public boolean guest() {
        return !invitations.isEmpty();
    }

    /** May come in at all, past the public pages. */
    public boolean admitted() {
        return person != null && (member() || staff || testStaff || guest());
    }

    /** Whether the organisation they speak for has a right. */
    public boolean has(MemberRight right) {
        return member() && rights.contains(right);
    }

    public @Nullable String organizationName() {
        return organization == null ? null : organization.name();
    }

    public PersonId requirePerson() {
        if (person == null) {
            throw Refusal.forbidden("Sign in as a member to do this.");
        }
        return person;
    }

    /** As what they come to a place. An office counts while its holder is a delegate of a member in good standing. */
    Set<Role> rolesAt(Place place) {
        Set<Role> roles = EnumSet.of(Role.PUBLIC);
        if (person == null) {
            return roles;
        }
        boolean closed = place.visibility() == Visibility.GROUP;
        Set<OfficeRole> held = member() ? offices.getOrDefault(place.group(), Set.of()) : Set.of();
        if (place.meeting() != null && invitations.contains(place.meeting())) {
            roles.add(Role.GUEST);
        }
        if (member() && (!closed || !held.isEmpty())) {
            roles.add(Role.DELEGATE);
        }
        for (OfficeRole office : held) {
            switch (office) {
                case CHAIR, VICE_CHAIR -> roles.add(Role.CHAIR);
                case SECRETARY -> roles.add(Role.SECRETARY);
                case EDITOR -> roles.add(Role.EDITOR);
                case PARTICIPANT -> {}
            }
        }
        if (testStaff && !closed) {
            roles.add(Role.TEST_STAFF);
        }
        if (staff) {
            roles.add(Role.STAFF);
        }
        return roles;
    }

    /** One's own is that of one's organisation: whoever changed it no longer speaks for what they wrote for another. */
    boolean owns(Place place) {
        Place.Owner owner = place.owner();
        if (owner == null) {
            return false;
        }
        return owner.organization() == null
                ? owner.author().equals(person)
                : organization != null && organization.id().equals(owner.organization());
    }
}
