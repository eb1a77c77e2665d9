package org.rostrum.groups;

/** A group as others show it. */
public record GroupRef(GroupId id, String code, String name) {}
