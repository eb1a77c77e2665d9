package org.rostrum.events;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface VenueRoomRepository extends Repository<VenueRoom, UUID> {

    VenueRoom saveAndFlush(VenueRoom room);

    void delete(VenueRoom room);

    void flush();

    Optional<VenueRoom> findByIdAndEventId(UUID id, UUID eventId);

    List<VenueRoom> findByEventIdOrderByPositionAscIdAsc(UUID eventId);
}
