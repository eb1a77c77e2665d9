package org.rostrum.organizations;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/** Whether a level has a right, and what the bylaws add to it. */
@Embeddable
public record Entitlement(@Enumerated(EnumType.STRING) Extent extent, String note) {}
