package org.rostrum.registrations;

/** Whether somebody who registered has a place, or waits for one. */
public enum PlaceState {
    CONFIRMED,
    WAITING
}
