package org.rostrum.home;

import java.util.UUID;
import org.rostrum.contributions.ContributionState;

/** What became of one of my contributions. */
record OwnContribution(UUID id, String number, String title, ContributionState state, boolean late, String meeting) {}
