package org.rostrum.contributions;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface LatePassRepository extends Repository<LatePass, UUID> {

    LatePass saveAndFlush(LatePass pass);

    List<LatePass> findByContributionIdOrderByRequestedAtDesc(UUID contribution, Limit limit);

    Optional<LatePass> findByContributionIdAndState(UUID contribution, LatePassState state);
}
