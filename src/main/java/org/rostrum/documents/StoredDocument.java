package org.rostrum.documents;

/**
 * A file that is kept.
 *
 * @param originalName what it was called where it came from; to be shown, never to be trusted
 * @param sha256 in hexadecimal
 * @param crc32 as zip files know it
 * @param macros whether opening it may run something
 */
public record StoredDocument(
        DocumentId id, String originalName, DocumentKind kind, long size, String sha256, long crc32, boolean macros) {

    public String sizeInWords() {
        return FileSize.inWords(size);
    }
}
