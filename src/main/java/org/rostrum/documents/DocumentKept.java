package org.rostrum.documents;

/** A document was kept; its text waits to be read. */
record DocumentKept(DocumentId document) {}
