package org.rostrum.groups;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface WorkingGroupRepository extends Repository<WorkingGroup, UUID> {

    WorkingGroup saveAndFlush(WorkingGroup group);

    /** Two changes of a group or of its offices happen one after the other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select g from WorkingGroup g where g.id = :id")
    Optional<WorkingGroup> locked(UUID id);
}
