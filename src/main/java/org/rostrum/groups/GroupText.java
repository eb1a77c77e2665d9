package org.rostrum.groups;

import org.jspecify.annotations.Nullable;

/** What is typed of a group, as it was typed. */
public record GroupText(
        @Nullable String name,
        @Nullable String scope,
        GroupKind kind,
        @Nullable GroupId parent,
        Visibility visibility) {}
