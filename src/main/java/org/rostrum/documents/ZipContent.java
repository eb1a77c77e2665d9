package org.rostrum.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;

/**
 * What a zip file is. Office files are zips, told apart by one small entry. An archive may hold what is taken by itself
 * and nothing else, because members will unpack what the portal hands out; each file in it is looked at as if it had come
 * alone.
 */
final class ZipContent {

    private static final int MAX_TYPES = 1 << 20;

    /** More than any set of documents needs, far less than what a bomb unpacks to. */
    private static final long MAX_UNPACKED = 2L << 30;

    private static final int MAX_RATIO = 200;

    /** Small files of one repeated letter are no bomb. */
    private static final long RATIO_COUNTS_FROM = 64L << 20;

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

    /** Controls, and marks that make a name read as another one ("exe.cod" written from right to left). */
    private static final Pattern MISLEADING =
            Pattern.compile(".*[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069].*", Pattern.DOTALL);

    /** What macOS puts beside each file and into each folder, by their first bytes. */
    private static final List<byte[]> LEFT_BY_FINDER =
            List.of(new byte[] {0, 5, 0x16, 7}, new byte[] {0, 0, 0, 1, 'B', 'u', 'd', '1'});

    private ZipContent() {}

    /** @param part whether it lies in a zip archive itself, which may then hold documents only */
    static Content of(Path file, boolean part) throws IOException {
        ZipDirectory directory = ZipDirectory.of(file);
        if (directory.encrypted()) {
            return Content.ENCRYPTED;
        }
        if (directory.links()) {
            throw leadsOut();
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<ZipEntry> entries = harmless(zip, file);
            ZipEntry contentTypes = zip.getEntry("[Content_Types].xml");
            ZipEntry mimetype = zip.getEntry("mimetype");
            if (contentTypes != null) {
                String types = beginning(zip, contentTypes);
                unpacksToWhatItSays(zip, entries);
                return OFFICE.entrySet().stream()
                        .filter(type -> types.contains("\"" + type.getKey() + "\"")
                                || types.contains("'" + type.getKey() + "'"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .map(content -> content.withMacros(holds(entries, VBA)))
                        .orElse(Content.notTaken("an Office file of another kind"));
            }
            if (mimetype != null) {
                String type = beginning(zip, mimetype).strip();
                unpacksToWhatItSays(zip, entries);
                return type.equals(DocumentKind.ODT.mediaType())
                        ? openDocument(zip, entries)
                        : Content.notTaken("of the type " + type.substring(0, Math.min(100, type.length())));
            }
            if (zip.getEntry("META-INF/MANIFEST.MF") != null) {
                return Content.notTaken("a Java archive");
            }
            if (part) {
                throw refused("It is another zip archive. Put its files in directly.");
            }
            return archive(zip, entries);
        } catch (ZipException e) {
            throw unreadable();
        }
    }

    private static Content openDocument(ZipFile zip, List<ZipEntry> entries) throws IOException {
        ZipEntry manifest = zip.getEntry("META-INF/manifest.xml");
        return manifest != null && beginning(zip, manifest).contains("encryption-data")
                ? Content.ENCRYPTED
                : Content.of(DocumentKind.ODT).withMacros(holds(entries, SCRIPTS));
    }

    /** Files in it that may not be there by themselves may not be there at all. */
    private static Content archive(ZipFile zip, List<ZipEntry> entries) throws IOException {
        Content whole = Content.of(DocumentKind.ZIP);
        Path unpacked = Files.createTempFile("rostrum-", ".unpacked");
        try {
            for (ZipEntry entry : entries) {
                if (entry.isDirectory()) {
                    continue;
                }
                try (OutputStream out = Files.newOutputStream(unpacked)) {
                    unpack(zip, entry, out);
                }
                FileName name = FileName.of(entry.getName());
                Content content = inside(unpacked, name, entry);
                if (content != null) {
                    whole = whole.withMacros(content.macros());
                }
            }
            return whole;
        } finally {
            Files.delete(unpacked);
        }
    }

    /** Null for what holds nothing. */
    private static @Nullable Content inside(Path unpacked, FileName name, ZipEntry entry) throws IOException {
        if (entry.getSize() == 0 || leftByFinder(unpacked)) {
            return null;
        }
        Content content;
        try {
            content = Content.ofPart(unpacked, name.extension());
        } catch (Refusal refusal) {
            throw refused("In this zip archive, “" + name.value() + "” is refused: " + refusal.getMessage());
        }
        String wrong = content.wrong(name);
        if (wrong != null) {
            throw refused("In this zip archive, “" + name.value() + "” " + wrong);
        }
        return content;
    }

    private static boolean leftByFinder(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] start = content.readNBytes(8);
            return LEFT_BY_FINDER.stream()
                    .anyMatch(
                            mark -> Arrays.equals(mark, 0, mark.length, start, 0, Math.min(mark.length, start.length)));
        }
    }

    /** What it says of itself, which {@link #unpack} holds it to. */
    private static List<ZipEntry> harmless(ZipFile zip, Path file) throws IOException {
        List<ZipEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long unpacked = 0;
        long packed = 0;
        for (ZipEntry entry : zip.stream().<ZipEntry>map(each -> each).toList()) {
            requireName(entry.getName());
            if (!names.add(entry.getName())) {
                throw refused("This zip archive holds two files of one name. Make it again with one of them.");
            }
            unpacked += Math.max(0, entry.getSize());
            packed += Math.max(0, entry.getCompressedSize());
            entries.add(entry);
        }
        long size = Files.size(file);
        boolean overlapping = packed > size;
        boolean bomb = unpacked > MAX_UNPACKED || (unpacked > RATIO_COUNTS_FROM && unpacked / MAX_RATIO > size);
        if (overlapping || bomb) {
            throw bomb();
        }
        return entries;
    }

    private static void requireName(String name) {
        if (MISLEADING.matcher(name).matches()) {
            throw refused("This zip archive holds a file whose name has characters that cannot be seen. "
                    + "Name that file anew, and make the archive again.");
        }
        // Names that lead out of the folder a member unpacks into.
        String path = name.replace('\\', '/');
        if (path.startsWith("/") || path.matches("^[A-Za-z]:.*") || ("/" + path + "/").contains("/../")) {
            throw leadsOut();
        }
    }

    private static void unpacksToWhatItSays(ZipFile zip, List<ZipEntry> entries) throws IOException {
        for (ZipEntry entry : entries) {
            unpack(zip, entry, OutputStream.nullOutputStream());
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, OutputStream out) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = entry.getSize();
        try (InputStream content = zip.getInputStream(entry)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                left -= read;
                if (left < 0) {
                    throw bomb();
                }
                out.write(buffer, 0, read);
            }
        }
    }

    private static boolean holds(List<ZipEntry> entries, Pattern name) {
        return entries.stream().anyMatch(entry -> name.matcher(entry.getName()).matches());
    }

    private static String beginning(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream content = zip.getInputStream(entry)) {
            return new String(content.readNBytes(MAX_TYPES), StandardCharsets.UTF_8);
        }
    }

    private static Refusal leadsOut() {
        return refused("This zip archive holds a file whose name leads out of its folder. Make it again without.");
    }

    private static Refusal bomb() {
        return refused("This zip archive would unpack to far more than it should. Upload the files themselves.");
    }

    static Refusal unreadable() {
        return refused("This zip archive is damaged or incomplete. Make it again and upload that.");
    }

    private static Refusal refused(String message) {
        return Refusal.invalid(ReceivedDocument.FIELD, message);
    }
}
