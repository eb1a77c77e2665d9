package org.rostrum.cockpit;

/** How much something presses, the most first. */
public enum Urgency {
    /** Its day has passed. */
    OVERDUE,
    /** Somebody waits for it, or it is due within days. */
    SOON,
    LATER
}
