package org.rostrum.contributions;

/** Where a request for a late pass stands. */
public enum LatePassState {
    REQUESTED,
    /** By its author. */
    WITHDRAWN,
    /** The file may come, once. */
    GRANTED,
    DECLINED,
    /** The file has come. */
    USED
}
