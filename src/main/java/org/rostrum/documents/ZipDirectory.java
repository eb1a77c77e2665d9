package org.rostrum.documents;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;

/**
 * The directory at a zip's end, read by hand: the JDK takes all of it into memory at once, so its size is looked at
 * before, and it tells neither encrypted files nor links.
 */
final class ZipDirectory {

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_LOCATOR_SIZE = 20;
    private static final int LONGEST_COMMENT = 0xFFFF;

    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int ENCRYPTED = 1;
    private static final int MADE_ON_UNIX = 3;
    private static final int LINK = 0xA000;

    private static final int MAX_SIZE = 4 << 20;

    static final int MAX_ENTRIES = 10_000;

    private final boolean encrypted;
    private final boolean links;

    private ZipDirectory(boolean encrypted, boolean links) {
        this.encrypted = encrypted;
        this.links = links;
    }

    /** Whether some file in it cannot be read without a password. */
    boolean encrypted() {
        return encrypted;
    }

    /** Whether something in it is the name of another file, wherever that may be. */
    boolean links() {
        return links;
    }

    static ZipDirectory of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            int length = (int) Math.min(channel.size(), END_SIZE + LONGEST_COMMENT + ZIP64_LOCATOR_SIZE);
            long tailAt = channel.size() - length;
            ByteBuffer tail = read(channel, tailAt, length);
            Integer end = end(tail);
            if (end == null) {
                throw ZipContent.unreadable();
            }
            int locator = end - ZIP64_LOCATOR_SIZE;
            boolean zip64 = locator >= 0 && tail.getInt(locator) == ZIP64_LOCATOR_SIGNATURE;
            long entries = Short.toUnsignedLong(tail.getShort(end + 10));
            long size = Integer.toUnsignedLong(tail.getInt(end + 12));
            if (zip64 || entries > MAX_ENTRIES || size > MAX_SIZE) {
                throw Refusal.invalid(
                        ReceivedDocument.FIELD,
                        "This zip archive holds too many files. Up to %,d are taken.".formatted(MAX_ENTRIES));
            }
            long at = tailAt + end - size;
            if (at < 0) {
                throw ZipContent.unreadable();
            }
            return of(read(channel, at, (int) size));
        }
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {}
        return bytes.flip();
    }

    private static @Nullable Integer end(ByteBuffer tail) {
        for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE
                    && at + END_SIZE + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.limit()) {
                return at;
            }
        }
        return null;
    }

    private static ZipDirectory of(ByteBuffer entries) {
        boolean encrypted = false;
        boolean links = false;
        int at = 0;
        while (at + ENTRY_SIZE <= entries.limit() && entries.getInt(at) == ENTRY_SIGNATURE) {
            encrypted |= (entries.getShort(at + 8) & ENCRYPTED) != 0;
            links |= entries.get(at + 5) == MADE_ON_UNIX && (entries.getInt(at + 38) >>> 16 & 0xF000) == LINK;
            at += ENTRY_SIZE
                    + Short.toUnsignedInt(entries.getShort(at + 28))
                    + Short.toUnsignedInt(entries.getShort(at + 30))
                    + Short.toUnsignedInt(entries.getShort(at + 32));
        }
        return new ZipDirectory(encrypted, links);
    }
}
