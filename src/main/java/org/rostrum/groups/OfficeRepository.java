package org.rostrum.groups;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface OfficeRepository extends Repository<Office, UUID> {

    /** Its group alone, whose lock must be held before the office itself is read. */
    @Query("select o.groupId from Office o where o.id = :id")
    Optional<UUID> groupOf(UUID id);

    /** Those that hold or are to hold. */
    @Query("""
            select o from Office o
             where o.groupId = :group and (o.until is null or o.until > :at) order by o.since""")
    List<Office> notEndedBy(UUID group, Instant at);

    @Query("""
            select distinct o.groupId from Office o
             where o.personId = :person and o.source = :source and (o.until is null or o.until > current_timestamp)""")
    Set<UUID> groupsGivenTo(UUID person, String source);

    Office saveAndFlush(Office office);

    void delete(Office office);

    void flush();
}
