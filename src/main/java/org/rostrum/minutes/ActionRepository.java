package org.rostrum.minutes;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface ActionRepository extends Repository<Action, UUID> {

    Action saveAndFlush(Action action);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from Action a where a.id = :id")
    Optional<Action> locked(@Param("id") UUID id);
}
