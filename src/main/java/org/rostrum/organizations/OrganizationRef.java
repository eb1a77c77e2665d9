package org.rostrum.organizations;

/** An organisation as others show it: enough for a label and a link. */
public record OrganizationRef(OrganizationId id, String name, String level, Standing standing) {}
