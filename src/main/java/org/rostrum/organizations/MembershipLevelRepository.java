package org.rostrum.organizations;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface MembershipLevelRepository extends Repository<MembershipLevel, String> {

    MembershipLevel saveAndFlush(MembershipLevel level);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select l from MembershipLevel l where l.code = :code")
    Optional<MembershipLevel> locked(String code);
}
