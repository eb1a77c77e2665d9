package org.rostrum.contributions;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface SignatureRepository extends Repository<Signature, UUID> {

    Signature saveAndFlush(Signature signature);

    Optional<Signature> findByIdAndContributionId(UUID id, UUID contribution);

    Optional<Signature> findByContributionIdAndKindAndOrganizationIdAndStateIn(
            UUID contribution, SignatureKind kind, UUID organization, Collection<SignatureState> states);
}
