package org.rostrum.documents;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.springframework.core.io.Resource;

/**
 * A zip file without folders that is never made anywhere: each byte of it is known by its place before the first is
 * written. What is in it is stored as it is, because documents are compressed already. So its length can be announced, and
 * who lost the connection at 900 MB is given the rest from there on, for which the JDK's writer would read all of it again.
 *
 * <p>As PKWARE's APPNOTE has it: names in UTF-8 (bit 11), times with Unix's beside those of DOS, ZIP64 where there are more
 * than 65,534 entries or more than 4 GB. One file is smaller than 4 GB, as all that the portal takes are.
 */
public final class FlatZip {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;

    private static final short VERSION = 20;
    private static final short VERSION_64 = 45;
    private static final short UNIX = 3 << 8;
    private static final short UTF_8 = 1 << 11;
    private static final short STORED = 0;
    private static final int READABLE_FILE = 0100644 << 16;

    private static final short TIME_EXTRA = 0x5455;
    private static final int TIME_EXTRA_LENGTH = 9;
    private static final short EXTRA_64 = 0x0001;
    private static final int EXTRA_64_LENGTH = 12;

    /** From here on a number stands in the ZIP64 parts, and this in its old place. */
    private static final long FULL = 0xFFFFFFFFL;

    private static final int FULL_COUNT = 0xFFFF;

    private static final int BUFFER = 64 * 1024;

    /**
     * A file in it.
     *
     * @param crc32 as it was computed when the file came in; what is read later must agree with it
     */
    public record Entry(String name, Instant modified, long size, long crc32, Resource content) {

        private static final long EARLIEST = 315_532_800;

        public Entry {
            if (name.isEmpty() || name.contains("/") || name.contains("\\")) {
                throw new IllegalArgumentException("No name for a file without folders: " + name);
            }
            if (size < 0 || size >= FULL) {
                throw new IllegalArgumentException("A file of " + size + " bytes");
            }
        }

        private byte[] nameBytes() {
            return name.getBytes(StandardCharsets.UTF_8);
        }

        /** DOS knows no time before 1980, and Unix none after 2038 in four bytes. */
        private int seconds() {
            return (int) Math.clamp(modified.getEpochSecond(), EARLIEST, Integer.MAX_VALUE);
        }

        private int dosTime() {
            LocalDateTime time = LocalDateTime.ofEpochSecond(seconds(), 0, ZoneOffset.UTC);
            return (time.getYear() - 1980) << 25
                    | time.getMonthValue() << 21
                    | time.getDayOfMonth() << 16
                    | time.getHour() << 11
                    | time.getMinute() << 5
                    | time.getSecond() >> 1;
        }
    }

    private final List<Entry> entries;
    private final long directory;
    private final long length;

    /** @throws IllegalArgumentException where two would be one file on a disk that takes no notice of case */
    public FlatZip(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        Set<String> names = new HashSet<>();
        long at = 0;
        long directoryLength = 0;
        for (Entry entry : entries) {
            if (!names.add(entry.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("Twice in one package: " + entry.name());
            }
            directoryLength += centralLength(entry, at);
            at += localLength(entry) + entry.size();
        }
        this.directory = at;
        this.length = at + directoryLength + (is64(at, directoryLength) ? 56 + 20 : 0) + 22;
    }

    public List<Entry> entries() {
        return entries;
    }

    /** Exactly as many bytes as {@link #write} writes of the whole. */
    public long length() {
        return length;
    }

    /**
     * Writes a part of it. Of a file's content only that is read which belongs to the part.
     *
     * @param from the first byte
     * @param until the byte after the last
     * @throws DamagedContent where a file cannot be read as it was stored
     */
    public void write(long from, long until, OutputStream out) throws IOException {
        Part part = new Part(from, until, out);
        for (Entry entry : entries) {
            part.bytes(localLength(entry), () -> local(entry));
            part.content(entry);
        }
        long at = 0;
        for (Entry entry : entries) {
            long offset = at;
            part.bytes(centralLength(entry, offset), () -> central(entry, offset));
            at += localLength(entry) + entry.size();
        }
        long directoryLength = part.at - directory;
        part.bytes(length - part.at, () -> end(directoryLength));
    }

    private boolean is64(long directory, long directoryLength) {
        return entries.size() >= FULL_COUNT || directory >= FULL || directoryLength >= FULL;
    }

    private static int localLength(Entry entry) {
        return 30 + entry.nameBytes().length + TIME_EXTRA_LENGTH;
    }

    private static int centralLength(Entry entry, long offset) {
        return 46 + entry.nameBytes().length + TIME_EXTRA_LENGTH + (offset >= FULL ? EXTRA_64_LENGTH : 0);
    }

    private static byte[] little(long length, Consumer<ByteBuffer> writing) {
        byte[] bytes = new byte[Math.toIntExact(length)];
        writing.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }

    private static byte[] local(Entry entry) {
        byte[] name = entry.nameBytes();
        return little(localLength(entry), header -> {
            header.putInt(LOCAL).putShort(VERSION);
            common(entry, header);
            header.putShort((short) name.length)
                    .putShort((short) TIME_EXTRA_LENGTH)
                    .put(name);
            times(entry, header);
        });
    }

    private static byte[] central(Entry entry, long offset) {
        boolean far = offset >= FULL;
        byte[] name = entry.nameBytes();
        short version = far ? VERSION_64 : VERSION;
        return little(centralLength(entry, offset), header -> {
            header.putInt(CENTRAL).putShort((short) (UNIX | version)).putShort(version);
            common(entry, header);
            header.putShort((short) name.length)
                    .putShort((short) (TIME_EXTRA_LENGTH + (far ? EXTRA_64_LENGTH : 0)))
                    .putShort((short) 0) // no comment
                    .putShort((short) 0) // the only disk
                    .putShort((short) 0) // as bytes, not as text
                    .putInt(READABLE_FILE)
                    .putInt((int) Math.min(offset, FULL))
                    .put(name);
            times(entry, header);
            if (far) {
                header.putShort(EXTRA_64).putShort((short) 8).putLong(offset);
            }
        });
    }

    private static void common(Entry entry, ByteBuffer header) {
        header.putShort(UTF_8)
                .putShort(STORED)
                .putInt(entry.dosTime())
                .putInt((int) entry.crc32())
                .putInt((int) entry.size())
                .putInt((int) entry.size());
    }

    private static void times(Entry entry, ByteBuffer header) {
        header.putShort(TIME_EXTRA).putShort((short) 5).put((byte) 1).putInt(entry.seconds());
    }

    private byte[] end(long directoryLength) {
        boolean far = is64(directory, directoryLength);
        short count = (short) Math.min(entries.size(), FULL_COUNT);
        return little((far ? 56 + 20 : 0) + 22, end -> {
            if (far) {
                end.putInt(END_64)
                        .putLong(44)
                        .putShort((short) (UNIX | VERSION_64))
                        .putShort(VERSION_64)
                        .putInt(0)
                        .putInt(0)
                        .putLong(entries.size())
                        .putLong(entries.size())
                        .putLong(directoryLength)
                        .putLong(directory);
                end.putInt(LOCATOR_64)
                        .putInt(0)
                        .putLong(directory + directoryLength)
                        .putInt(1);
            }
            end.putInt(END)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort(count)
                    .putShort(count)
                    .putInt((int) Math.min(directoryLength, FULL))
                    .putInt((int) Math.min(directory, FULL))
                    .putShort((short) 0);
        });
    }

    /** A file is not what was stored: a piece is missing, or a bit has changed. */
    public static final class DamagedContent extends IOException {

        DamagedContent(Entry entry, Throwable cause) {
            super("Cannot be read as it was stored: " + entry.name(), cause);
        }

        DamagedContent(Entry entry) {
            super("Is not what was stored: " + entry.name());
        }
    }

    @FunctionalInterface
    private interface Bytes {
        byte[] get();
    }

    /** Lets through what belongs to the part, and makes nothing else. */
    private static final class Part {

        private final long from;
        private final long until;
        private final OutputStream out;
        private long at;

        Part(long from, long until, OutputStream out) {
            this.from = from;
            this.until = until;
            this.out = out;
        }

        void bytes(long length, Bytes bytes) throws IOException {
            long first = Math.clamp(from - at, 0, length);
            long end = Math.clamp(until - at, first, length);
            if (end > first) {
                out.write(bytes.get(), (int) first, (int) (end - first));
            }
            at += length;
        }

        void content(Entry entry) throws IOException {
            long first = Math.clamp(from - at, 0, entry.size());
            long end = Math.clamp(until - at, first, entry.size());
            if (end > first) {
                copy(entry, first, end);
            }
            at += entry.size();
        }

        private void copy(Entry entry, long first, long end) throws IOException {
            CRC32 crc = new CRC32();
            try (InputStream content = open(entry, first)) {
                byte[] buffer = new byte[(int) Math.min(BUFFER, end - first)];
                long left = end - first;
                while (left > 0) {
                    int read = read(entry, content, buffer, (int) Math.min(buffer.length, left));
                    crc.update(buffer, 0, read);
                    out.write(buffer, 0, read);
                    left -= read;
                }
            }
            if (first == 0 && end == entry.size() && crc.getValue() != entry.crc32()) {
                throw new DamagedContent(entry);
            }
        }

        private static InputStream open(Entry entry, long first) throws DamagedContent {
            try {
                InputStream content = entry.content().getInputStream();
                content.skipNBytes(first);
                return content;
            } catch (IOException | RuntimeException e) {
                throw new DamagedContent(entry, e);
            }
        }

        private static int read(Entry entry, InputStream content, byte[] buffer, int most) throws DamagedContent {
            try {
                int read = content.read(buffer, 0, most);
                if (read < 0) {
                    throw new EOFException();
                }
                return read;
            } catch (IOException | RuntimeException e) {
                throw new DamagedContent(entry, e);
            }
        }
    }
}
