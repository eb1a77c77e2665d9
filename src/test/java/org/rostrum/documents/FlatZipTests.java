package org.rostrum.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.documents.FlatZip.Entry;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ByteArrayResource;

/** Byte by byte, against the JDK's own readers of zip files. */
class FlatZipTests {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:02Z");

    @TempDir
    Path folder;

    private static Entry entry(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return new Entry(name, NOON, content.length, crc.getValue(), new ByteArrayResource(content));
    }

    private static byte[] whole(FlatZip zip) throws IOException {
        return part(zip, 0, zip.length());
    }

    private static byte[] part(FlatZip zip, long from, long until) throws IOException {
        var out = new ByteArrayOutputStream();
        zip.write(from, until, out);
        return out.toByteArray();
    }

    private static List<Entry> some(Random random) {
        List<Entry> entries = new ArrayList<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            // Empty, tiny, and around the sizes of buffers and of stored pieces.
            int size = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> random.nextInt(100);
                case 2 -> 64 * 1024 + random.nextInt(3) - 1;
                default -> random.nextInt(200_000);
            };
            byte[] content = new byte[size];
            random.nextBytes(content);
            entries.add(entry("x".repeat(random.nextInt(60)) + (i % 3 == 0 ? "ż" : "z") + i, content));
        }
        return entries;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverIsInItHasTheLengthThatWasSaidAndIsReadByOthers(long seed) throws IOException {
        List<Entry> entries = some(new Random(seed));
        FlatZip zip = new FlatZip(entries);
        byte[] bytes = whole(zip);
        assertThat(zip.length()).isEqualTo(bytes.length);

        Path file = Files.write(folder.resolve("a.zip"), bytes);
        try (ZipFile read = new ZipFile(file.toFile());
                ZipInputStream streamed = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            assertThat(read.stream().map(ZipEntry::getName))
                    .containsExactlyElementsOf(entries.stream().map(Entry::name).toList());
            for (Entry entry : entries) {
                byte[] content = entry.content().getContentAsByteArray();
                ZipEntry found = read.getEntry(entry.name());
                assertThat(found.getMethod()).isEqualTo(ZipEntry.STORED);
                assertThat(found.getLastModifiedTime().toInstant()).isEqualTo(NOON);
                assertThat(read.getInputStream(found).readAllBytes()).isEqualTo(content);
                assertThat(streamed.getNextEntry().getName()).isEqualTo(entry.name());
                assertThat(streamed.readAllBytes()).isEqualTo(content);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyPartIsThatPartOfTheWhole(long seed) throws IOException {
        Random random = new Random(seed);
        FlatZip zip = new FlatZip(some(random));
        byte[] bytes = whole(zip);
        for (int i = 0; i < 40; i++) {
            int from = random.nextInt(bytes.length);
            int until = from + random.nextInt(bytes.length - from + 1);
            assertThat(part(zip, from, until))
                    .as("%s to %s", from, until)
                    .isEqualTo(Arrays.copyOfRange(bytes, from, until));
        }
    }

    /** Content that nobody has to hold: so many zero bytes. */
    private static Entry zeros(String name, long size, long crc32) {
        return new Entry(name, NOON, size, crc32, new AbstractResource() {
            @Override
            public String getDescription() {
                return name;
            }

            @Override
            public InputStream getInputStream() {
                throw new AssertionError("Nobody asked for this");
            }
        });
    }

    @Test
    void beyondFourGigabytesAndManyFilesItIsAZip64WhichOthersRead() throws IOException {
        List<Entry> entries = new ArrayList<>();
        entries.add(zeros("large-1", 2_147_483_647, 1));
        entries.add(zeros("large-2", 2_147_483_647, 2));
        IntStream.range(0, 66_000).forEach(i -> entries.add(entry("s" + i, new byte[] {(byte) i})));
        FlatZip zip = new FlatZip(entries);
        Path file = folder.resolve("sparse.zip");
        long small = 2 * (30 + 7 + 9) + 2 * 2_147_483_647L;
        try (FileChannel sparse = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            sparse.position(small);
            OutputStream out = new java.io.BufferedOutputStream(Channels.newOutputStream(sparse), 1 << 20);
            zip.write(small, zip.length(), out);
            out.flush();
            assertThat(sparse.size()).isEqualTo(zip.length());
        }
        try (ZipFile read = new ZipFile(file.toFile())) {
            assertThat(read.size()).isEqualTo(66_002);
            assertThat(read.getEntry("large-2").getSize()).isEqualTo(2_147_483_647);
            assertThat(read.getInputStream(read.getEntry("s65999")).readAllBytes())
                    .containsExactly((byte) 65_999);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, -1, 0, 1, 2})
    void theStepToZip64IsTakenExactlyWhereItMust(int beside) {
        // The offset of the second file is one of those around the largest number that four bytes hold.
        long first = 0xFFFFFFFFL + beside - (30 + 1 + 9);
        FlatZip zip = new FlatZip(List.of(zeros("a", first, 1), entry("b", new byte[] {1})));
        long directory = 0xFFFFFFFFL + beside + (30 + 1 + 9 + 1);
        assertThat(directory).isGreaterThan(0xFFFFFFFFL);
        assertThat(zip.length()).isEqualTo(directory + 2 * (46 + 1 + 9) + (beside >= 0 ? 12 : 0) + (56 + 20) + 22);
    }

    @Test
    void whatCannotBeReadAsItWasStoredIsNoShorterFile() {
        Entry changed = new Entry("a", NOON, 3, 7, new ByteArrayResource(new byte[3]));
        assertThatThrownBy(() -> whole(new FlatZip(List.of(changed)))).isInstanceOf(FlatZip.DamagedContent.class);
        Entry cut = new Entry("a", NOON, 4, 7, new ByteArrayResource(new byte[3]));
        assertThatThrownBy(() -> whole(new FlatZip(List.of(cut)))).isInstanceOf(FlatZip.DamagedContent.class);
    }

    @Test
    void noTwoFilesFallTogetherAndNoneLeavesTheFolder() {
        assertThatThrownBy(() -> new FlatZip(List.of(entry("a.TXT", new byte[1]), entry("A.txt", new byte[1]))))
                .hasMessageContaining("Twice");
        for (String name : List.of("", "../a", "a\\b")) {
            assertThatThrownBy(() -> entry(name, new byte[1])).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
