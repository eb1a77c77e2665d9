package org.rostrum.groups;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group as its page shows it.
 *
 * @param scope empty where none is recorded
 * @param parent the group it reports to
 * @param closedAt null while it is open
 * @param children the groups that report to it
 */
public record GroupView(
        GroupRef group,
        GroupKind kind,
        String scope,
        Visibility visibility,
        @Nullable GroupRef parent,
        @Nullable Instant closedAt,
        List<GroupRef> children) {}
