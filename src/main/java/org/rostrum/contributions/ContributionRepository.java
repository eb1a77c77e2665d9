package org.rostrum.contributions;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
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

    /** In one order, so that two who lock many never wait for each other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from Contribution c where c.id in :ids order by c.id")
    List<Contribution> lockedAll(@Param("ids") Collection<UUID> ids);

    /** Those named, and whatever is on the items named; in one order, so that two who lock many never wait for each other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            select c from Contribution c
             where c.meetingId = :meeting and (c.id in :ids or c.agendaItemId in :items)
             order by c.id""")
    List<Contribution> lockedWith(
            @Param("meeting") UUID meeting, @Param("ids") Collection<UUID> ids, @Param("items") Collection<UUID> items);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            select c from Contribution c
             where c.meetingId = :meeting and c.agendaItemId is not null and c.agendaItemId not in :kept
             order by c.id""")
    List<Contribution> lockedOutside(@Param("meeting") UUID meeting, @Param("kept") Collection<UUID> kept);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("""
            select c from Contribution c
             where c.meetingId = :meeting and c.agendaItemId is null and c.proposedItemId in :open
               and c.state = org.rostrum.contributions.ContributionState.SUBMITTED
               and c.type <> org.rostrum.contributions.ContributionType.AGD
             order by c.id""")
    List<Contribution> lockedProposed(@Param("meeting") UUID meeting, @Param("open") Collection<UUID> open);

    void flush();
}
