package org.rostrum.organizations;

/** Whether a member's rights are in force. */
public enum Standing {
    ACTIVE,
    SUSPENDED,
    LEFT
}
