package org.rostrum.documents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;

/**
 * What a zip file is. Office files are zips, told apart by one small entry; only that is ever unpacked, and only up to a
 * limit. What a zip says of itself is looked at as well, because members will unpack what the portal hands out.
 */
final class ZipContent {

    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_DIRECTORY = 4 << 20;
    private static final int MAX_TYPES = 1 << 20;

    /** More than any set of documents needs, far less than what a bomb unpacks to. */
    private static final long MAX_UNPACKED = 2L << 30;

    private static final int MAX_RATIO = 200;

    /** Small files of one repeated letter are no bomb. */
    private static final long RATIO_COUNTS_FROM = 64L << 20;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
    private static final int ZIP64_LOCATOR_SIZE = 20;
    private static final int LONGEST_COMMENT = 0xFFFF;

    private static final String UNREADABLE =
            "This zip archive is damaged or incomplete. Make it again and upload that.";

    private static final Map<String, Content> OFFICE = Map.of(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            Content.of(DocumentKind.DOCX),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            Content.of(DocumentKind.PPTX),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            Content.of(DocumentKind.XLSX),
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            Content.of(DocumentKind.DOCM).withMacros(true),
            "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            Content.of(DocumentKind.PPTM).withMacros(true),
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            Content.of(DocumentKind.XLSM).withMacros(true));

    private static final Pattern VBA = Pattern.compile("(?i).*vbaProject[^/]*\\.bin");

    /** Where LibreOffice keeps Basic, and Python, JavaScript and BeanShell. */
    private static final Pattern SCRIPTS = Pattern.compile("(Basic|Scripts)/.+");

    private ZipContent() {}

    static Content of(Path file) throws IOException {
        requireBoundedDirectory(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            requireHarmless(zip, file);
            ZipEntry contentTypes = zip.getEntry("[Content_Types].xml");
            if (contentTypes != null) {
                String types = beginning(zip, contentTypes);
                return OFFICE.entrySet().stream()
                        .filter(type -> types.contains("\"" + type.getKey() + "\"")
                                || types.contains("'" + type.getKey() + "'"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .map(content -> content.withMacros(holds(zip, VBA)))
                        .orElse(Content.notTaken("an Office file of another kind"));
            }
            ZipEntry mimetype = zip.getEntry("mimetype");
            if (mimetype != null) {
                String type = beginning(zip, mimetype).strip();
                return type.equals(DocumentKind.ODT.mediaType())
                        ? Content.of(DocumentKind.ODT).withMacros(holds(zip, SCRIPTS))
                        : Content.notTaken("of the type " + type.substring(0, Math.min(100, type.length())));
            }
            if (zip.getEntry("META-INF/MANIFEST.MF") != null) {
                return Content.notTaken("a Java archive");
            }
            return Content.of(DocumentKind.ZIP);
        } catch (ZipException e) {
            throw unreadable();
        }
    }

    /** The JDK reads the whole directory into memory at once, so its size is looked at before. */
    private static void requireBoundedDirectory(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            int length = (int) Math.min(channel.size(), END_SIZE + LONGEST_COMMENT + ZIP64_LOCATOR_SIZE);
            ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            long start = channel.size() - length;
            while (tail.hasRemaining() && channel.read(tail, start + tail.position()) >= 0) {}
            Integer end = endOfDirectory(tail);
            if (end == null) {
                throw unreadable();
            }
            int locator = end - ZIP64_LOCATOR_SIZE;
            boolean zip64 = locator >= 0 && tail.getInt(locator) == ZIP64_LOCATOR_SIGNATURE;
            long entries = Short.toUnsignedLong(tail.getShort(end + 10));
            long size = Integer.toUnsignedLong(tail.getInt(end + 12));
            if (zip64 || entries > MAX_ENTRIES || size > MAX_DIRECTORY) {
                throw refused("This zip archive holds too many files. Up to %,d are taken.".formatted(MAX_ENTRIES));
            }
        }
    }

    private static @Nullable Integer endOfDirectory(ByteBuffer tail) {
        for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE
                    && at + END_SIZE + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.limit()) {
                return at;
            }
        }
        return null;
    }

    private static void requireHarmless(ZipFile zip, Path file) throws IOException {
        long unpacked = 0;
        long packed = 0;
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            requireInside(entry.getName());
            unpacked += Math.max(0, entry.getSize());
            packed += Math.max(0, entry.getCompressedSize());
        }
        long size = java.nio.file.Files.size(file);
        boolean overlapping = packed > size;
        boolean bomb = unpacked > MAX_UNPACKED || (unpacked > RATIO_COUNTS_FROM && unpacked / MAX_RATIO > size);
        if (overlapping || bomb) {
            throw refused("This zip archive would unpack to far more than it should. Upload the files themselves.");
        }
    }

    /** Names that lead out of the folder a member unpacks into. */
    private static void requireInside(String name) {
        String path = name.replace('\\', '/');
        if (path.startsWith("/") || path.matches("^[A-Za-z]:.*") || ("/" + path + "/").contains("/../")) {
            throw refused("This zip archive holds a file whose name leads out of its folder. Make it again without.");
        }
    }

    private static boolean holds(ZipFile zip, Pattern name) {
        return zip.stream().anyMatch(entry -> name.matcher(entry.getName()).matches());
    }

    private static String beginning(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream content = zip.getInputStream(entry)) {
            return new String(content.readNBytes(MAX_TYPES), StandardCharsets.UTF_8);
        }
    }

    private static Refusal unreadable() {
        return refused(UNREADABLE);
    }

    private static Refusal refused(String message) {
        return Refusal.invalid(ReceivedDocument.FIELD, message);
    }
}
