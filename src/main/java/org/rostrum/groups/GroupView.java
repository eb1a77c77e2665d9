package org.rostrum.groups;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group as its page shows it.
 *
 * @param scope empty where none is recorded
 * @param parent the group it reports to
 * @param children the groups that report to it
 */
public record GroupView(
        GroupRef group,
        GroupKind kind,
        String scope,
        Visibility visibility,
        @Nullable GroupRef parent,
        List<GroupRef> children) {}
