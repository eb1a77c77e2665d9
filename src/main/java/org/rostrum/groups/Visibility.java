package org.rostrum.groups;

/** Who may see a group's documents. */
public enum Visibility {
    PUBLIC,
    MEMBERS,
    GROUP
}
