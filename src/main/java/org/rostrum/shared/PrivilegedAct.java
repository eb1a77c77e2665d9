package org.rostrum.shared;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Published, within the transaction that changes the data, by every act that not everybody may do. The audit capability
 * records it in the same transaction: no act without its entry.
 *
 * @param person who did it, or in whose name it was done; null for the portal itself
 * @param action in the past tense, for example "agenda.published"
 * @param before what it was, as something Jackson can write; null where there was nothing
 */
public record PrivilegedAct(
        @Nullable UUID person,
        String action,
        String subjectType,
        String subjectId,
        @Nullable Object before,
        @Nullable Object after) {}
