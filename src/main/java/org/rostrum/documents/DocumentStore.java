package org.rostrum.documents;

/** Where the content of a document is. */
public enum DocumentStore {
    /** In pieces, in rows of the database. */
    DATABASE,
    /** An object in a bucket. */
    S3
}
