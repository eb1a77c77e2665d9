package org.rostrum.contributions;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface ContributionRepository extends Repository<Contribution, UUID> {

    Contribution saveAndFlush(Contribution contribution);

    /** Two uploads at the same time become two revisions, one after the other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from Contribution c where c.id = :id")
    Optional<Contribution> locked(@Param("id") UUID id);
}
