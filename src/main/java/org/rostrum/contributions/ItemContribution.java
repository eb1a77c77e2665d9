package org.rostrum.contributions;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.organizations.PersonId;

/**
 * A contribution as an agenda shows it under its item: only what stands there, because there are four times as many of
 * them as items.
 *
 * @param number with the latest revision, OMA-DMSO-2026-0042R01, because that is what is on the table
 * @param block what it is handled together with; null where by itself
 */
public record ItemContribution(
        ContributionId id,
        UUID item,
        String number,
        ContributionType type,
        Purpose purpose,
        String title,
        String source,
        ContributionState state,
        boolean late,
        PersonId author,
        @Nullable AgendaBlock block) {}
