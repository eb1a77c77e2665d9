package org.rostrum.organizations;

import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface DelegationRepository extends Repository<Delegation, UUID> {

    List<Delegation> findByPersonIdOrderBySince(UUID personId);

    Delegation saveAndFlush(Delegation delegation);

    void deleteAll(Iterable<? extends Delegation> delegations);

    void flush();
}
