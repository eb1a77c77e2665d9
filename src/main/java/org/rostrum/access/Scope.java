package org.rostrum.access;

/** What a personal access token may be used for; a browser session has all of them. */
public enum Scope {
    READ,
    CONTRIBUTE,
    CHAIR
}
