package org.rostrum.identity;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface JoinRequestRepository extends Repository<JoinRequest, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select r from JoinRequest r where r.id = :id")
    Optional<JoinRequest> locked(UUID id);

    JoinRequest saveAndFlush(JoinRequest request);
}
