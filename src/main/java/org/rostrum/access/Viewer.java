package org.rostrum.access;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.OfficeRole;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.OrganizationRef;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.Refusal;

/**
 * Whoever asks, with all that decides what they may do, loaded once per request: a permission check on a list page costs
 * no query. The methods named {@code may…} are the rows of the table "Who may do what".
 *
 * @param person null for somebody the portal does not know as a person, signed in or not
 * @param signedIn whether a provider or a token vouches for them
 * @param organization the member they represent now; null for staff, guests and strangers
 * @param offices offices held today, by group
 * @param invitations meetings they are invited to as a guest
 */
public record Viewer(
        @Nullable PersonId person,
        String name,
        boolean signedIn,
        @Nullable OrganizationRef organization,
        boolean staff,
        boolean testStaff,
        Map<GroupId, Set<OfficeRole>> offices,
        Set<UUID> invitations,
        Set<Scope> scopes) {

    public static final Viewer PUBLIC =
            new Viewer(null, "", false, null, false, false, Map.of(), Set.of(), Set.of(Scope.READ));

    /** Signed in at the provider, but no person of ours. */
    public static Viewer stranger(String name) {
        return new Viewer(null, name, true, null, false, false, Map.of(), Set.of(), Set.of(Scope.READ));
    }

    /** A delegate of an organisation in good standing. */
    public boolean member() {
        return organization != null && organization.standing() == Standing.ACTIVE;
    }

    public boolean guest() {
        return !invitations.isEmpty();
    }

    /** May come in at all, past the public pages. */
    public boolean admitted() {
        return person != null && (member() || staff || testStaff || guest());
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

    // --- Who may do what -------------------------------------------------------------------------------------------

    /** Meeting documents and discussion. */
    public boolean mayRead(Place place) {
        if (!scopes.contains(Scope.READ)) {
            return false;
        }
        return switch (place.visibility()) {
            case PUBLIC, MEMBERS -> member() || staff || testStaff || invitedTo(place);
            case GROUP -> staff || holdsAnyOffice(place) || invitedTo(place);
        };
    }

    /** Reserve a number, upload, revise, withdraw one's own contribution. */
    public boolean mayContribute(Place place) {
        return scopes.contains(Scope.CONTRIBUTE) && mayRead(place) && (member() || staff);
    }

    /**
     * Upload a contribution's file and revise it: one's own, which is that of one's own organisation too.
     *
     * @param organization the member it was reserved for; null where its author represented none
     */
    public boolean mayRevise(Place place, PersonId author, @Nullable OrganizationId organization) {
        return mayContribute(place)
                && (author.equals(person)
                        || (this.organization != null && this.organization.id().equals(organization)));
    }

    /** Withdraw a contribution: one's own, and any for the chair, the secretary and staff, when they are asked to. */
    public boolean mayWithdraw(Place place, PersonId author, @Nullable OrganizationId organization) {
        return mayRevise(place, author, organization)
                || (scopes.contains(Scope.CHAIR)
                        && mayRead(place)
                        && (staff || chairs(place) || holds(place, OfficeRole.SECRETARY)));
    }

    /** Post in a discussion. A guest speaks when called, which the floor decides; until then a guest reads. */
    public boolean mayDiscuss(Place place) {
        return mayContribute(place);
    }

    /** Say that one takes part: whoever may read, guests too. */
    public boolean mayTakePart(Place place) {
        return scopes.contains(Scope.CONTRIBUTE) && mayRead(place);
    }

    public boolean mayEditAgenda(Place place) {
        return scopes.contains(Scope.CHAIR)
                && mayRead(place)
                && (staff || chairs(place) || holds(place, OfficeRole.SECRETARY));
    }

    public boolean mayPublishAgenda(Place place) {
        return scopes.contains(Scope.CHAIR) && mayRead(place) && (staff || chairs(place));
    }

    private boolean chairs(Place place) {
        return holds(place, OfficeRole.CHAIR) || holds(place, OfficeRole.VICE_CHAIR);
    }

    private boolean holds(Place place, OfficeRole role) {
        return member() && offices.getOrDefault(place.group(), Set.of()).contains(role);
    }

    private boolean holdsAnyOffice(Place place) {
        return member() && !offices.getOrDefault(place.group(), Set.of()).isEmpty();
    }

    private boolean invitedTo(Place place) {
        return invitations.contains(place.meeting());
    }
}
