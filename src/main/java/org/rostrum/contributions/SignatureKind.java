package org.rostrum.contributions;

/** As what an organisation signs. */
public enum SignatureKind {
    /** As a further source of the contribution. */
    SOURCE,
    /** As an organisation that supports a work item. */
    SUPPORT
}
