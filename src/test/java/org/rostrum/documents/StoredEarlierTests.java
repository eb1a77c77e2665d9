package org.rostrum.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Postgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Files that were stored before their checksums were, and before macros were marked. */
class StoredEarlierTests {

    private final DataSource database = new DriverManagerDataSource(Postgres.newDatabase());
    private final JdbcClient jdbc = JdbcClient.create(database);

    private void migrate(String target) {
        Flyway.configure()
                .placeholders(java.util.Map.of("prefix", "OMA"))
                .dataSource(database)
                .placeholders(Map.of("prefix", "OMA"))
                .target(target)
                .load()
                .migrate();
    }

    private UUID stored(String mediaType, List<byte[]> pieces) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into document (id, original_name, media_type, size, sha256, stored_by, stored_at)
                        select ?, 'a', ?, ?, sha256(''), (select id from person), now()""")
                .params(
                        id,
                        mediaType,
                        pieces.stream().mapToLong(piece -> piece.length).sum())
                .update();
        for (int position = 0; position < pieces.size(); position++) {
            jdbc.sql("insert into document_chunk (document_id, position, bytes) values (?, ?, ?)")
                    .params(id, position, pieces.get(position))
                    .update();
        }
        return id;
    }

    private boolean macros(UUID id) {
        return jdbc.sql("select macros from document where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    @Test
    void getTheirChecksumFromTheirPiecesAndTheirMarkFromTheirNames() {
        migrate("47");
        jdbc.sql("insert into person (id, name, email) values (gen_random_uuid(), 'Dana', 'dana@examplecom.example')")
                .update();
        byte[] content = new byte[Documents.CHUNK * 2 + 12_345];
        new Random(5).nextBytes(content);
        UUID pieces = stored(
                DocumentKind.PDF.mediaType(),
                List.of(
                        Arrays.copyOf(content, Documents.CHUNK),
                        Arrays.copyOfRange(content, Documents.CHUNK, 2 * Documents.CHUNK),
                        Arrays.copyOfRange(content, 2 * Documents.CHUNK, content.length)));
        UUID plain = stored(DocumentKind.DOCX.mediaType(), List.of(SampleFiles.docx("x")));
        byte[] macros = SampleFiles.with(SampleFiles.docx("x"), "word/vbaProject.bin", new byte[] {1});
        UUID vba = stored(DocumentKind.DOCX.mediaType(), List.of(macros));

        migrate("52");

        var checksum = new CRC32();
        checksum.update(content);
        assertThat(jdbc.sql("select crc32 from document where id = ?")
                        .param(pieces)
                        .query(Long.class)
                        .single())
                .isEqualTo(checksum.getValue());
        assertThat(macros(plain)).isFalse();
        assertThat(macros(vba)).isTrue();
    }
}
