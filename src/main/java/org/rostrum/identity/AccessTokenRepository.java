package org.rostrum.identity;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface AccessTokenRepository extends Repository<AccessToken, UUID> {

    AccessToken saveAndFlush(AccessToken token);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Optional<AccessToken> findByIdAndPersonId(UUID id, UUID person);
}
