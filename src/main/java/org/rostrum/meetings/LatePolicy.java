package org.rostrum.meetings;

/** What happens to a contribution that comes after the deadline. */
public enum LatePolicy {
    /** Taken, marked late and handled last. */
    ACCEPT,
    /** Taken and marked late if the chair gave a late pass for it. */
    PASS,
    REFUSE
}
