package org.rostrum.contributions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.rostrum.documents.Documents;
import org.rostrum.documents.FlatZip;
import org.rostrum.documents.FlatZip.Entry;
import org.rostrum.documents.StoredDocument;
import org.rostrum.meetings.MeetingId;
import org.springframework.core.io.ByteArrayResource;

/** Documents of one meeting in one file, ready to be sent: an index in front, then each under its own name. */
public final class DocumentPackage {

    private final MeetingId meeting;
    private final String name;
    private final List<PackagedDocument> documents;
    private final FlatZip zip;
    private final String tag;

    DocumentPackage(
            MeetingId meeting, String name, List<PackagedDocument> documents, PackageIndex index, Documents stored) {
        this.meeting = meeting;
        this.name = name;
        this.documents = List.copyOf(documents);
        Instant latest = documents.stream()
                .map(PackagedDocument::uploadedAt)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        MessageDigest digest = sha256();
        List<Entry> entries = new ArrayList<>();
        // In ASCII a digit comes before every letter that a number may begin with.
        entries.add(written("00_Index.html", index.html(), latest, digest));
        entries.add(written("00_Index.csv", index.csv(), latest, digest));
        for (PackagedDocument one : documents) {
            StoredDocument document = one.document();
            entries.add(new Entry(
                    one.fileName(), one.uploadedAt(), document.size(), document.crc32(), stored.content(document)));
            digest.update((one.fileName() + " " + one.uploadedAt() + " " + document.sha256() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        zip = new FlatZip(entries);
        tag = '"' + HexFormat.of().formatHex(digest.digest()) + '"';
    }

    private static Entry written(String name, String text, Instant at, MessageDigest digest) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        digest.update(bytes);
        return new Entry(name, at, bytes.length, crc.getValue(), new ByteArrayResource(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public MeetingId meeting() {
        return meeting;
    }

    /** What it is saved as. */
    public String name() {
        return name;
    }

    public List<PackagedDocument> documents() {
        return documents;
    }

    public FlatZip zip() {
        return zip;
    }

    /** The same for the same bytes, and for no others: an ETag in its quotation marks. */
    public String tag() {
        return tag;
    }
}
