package org.rostrum.groups;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group in the tree of all.
 *
 * @param chair name of who chairs it today; null where the chair is vacant
 */
public record GroupNode(
        GroupRef group,
        GroupKind kind,
        String scope,
        @Nullable String chair,
        boolean closed,
        List<GroupNode> children) {}
