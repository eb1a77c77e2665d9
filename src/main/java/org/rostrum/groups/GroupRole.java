package org.rostrum.groups;

/** A role in a group, as a provider's claims name it. */
public record GroupRole(GroupId group, OfficeRole role) {}
