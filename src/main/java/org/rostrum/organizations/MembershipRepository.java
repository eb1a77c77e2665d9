package org.rostrum.organizations;

import java.util.UUID;
import org.springframework.data.repository.Repository;

interface MembershipRepository extends Repository<Membership, UUID> {

    Membership saveAndFlush(Membership membership);
}
