package org.rostrum.acting;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface ActingRepository extends Repository<Acting, UUID> {

    void saveAndFlush(Acting acting);

    Optional<Acting> findById(UUID id);

    /** Its time may be over; nobody said so yet. */
    Optional<Acting> findBySessionPrimaryIdAndEndedAtIsNull(String session);
}
