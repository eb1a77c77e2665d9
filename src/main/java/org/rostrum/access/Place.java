package org.rostrum.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupView;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;

/**
 * Where a permission is asked for: a meeting of a group, whose documents have a visibility, or the group itself; and
 * whose it is, where it is about something that belongs to somebody.
 *
 * @param meeting null where it is about the group itself
 * @param owner null where it belongs to nobody in particular
 */
public record Place(
        @Nullable UUID meeting,
        GroupId group,
        Visibility visibility,
        @Nullable Owner owner) {

    /**
     * Whose a thing is.
     *
     * @param organization the member it was made for; null where its author represented none
     */
    public record Owner(PersonId author, @Nullable OrganizationId organization) {}

    public Place(UUID meeting, GroupId group, Visibility visibility) {
        this(meeting, group, visibility, null);
    }

    /** The group itself. */
    public static Place of(GroupView group) {
        return new Place(null, group.group().id(), group.visibility(), null);
    }

    /** The same place, asked about something that belongs to somebody. */
    public Place ownedBy(PersonId author, @Nullable OrganizationId organization) {
        return new Place(meeting, group, visibility, new Owner(author, organization));
    }

    boolean openToThePublic() {
        return visibility == Visibility.PUBLIC;
    }
}
