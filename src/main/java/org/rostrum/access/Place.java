package org.rostrum.access;

import java.util.UUID;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Visibility;

/** Where a permission is asked for: a meeting of a group, whose documents have a visibility. */
public record Place(UUID meeting, GroupId group, Visibility visibility) {}
