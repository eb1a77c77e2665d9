package org.rostrum.account;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.PrivilegedAct;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything the portal knows about somebody, for them (GDPR, articles 15 and 20). Written row by row, of one moment, so
 * that neither length nor a change meanwhile matters.
 */
@Service
public class DataFile {

    private static final int ROWS_AT_ONCE = 500;

    private final NamedParameterJdbcTemplate jdbc;
    private final JsonMapper json;
    private final BodySettings body;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DataFile(JdbcTemplate plain, JsonMapper json, BodySettings body, ApplicationEventPublisher events, Clock clock) {
        JdbcTemplate inPieces = new JdbcTemplate(Objects.requireNonNull(plain.getDataSource()));
        inPieces.setFetchSize(ROWS_AT_ONCE);
        this.jdbc = new NamedParameterJdbcTemplate(inPieces);
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
        this.body = body;
        this.events = events;
        this.clock = clock;
    }

    /** Puts it on record, and writes it; the stream stays open. */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public void write(PersonId person, OutputStream to) throws IOException {
        events.publishEvent(
                new PrivilegedAct(person.value(), "data.downloaded", "person", person.toString(), null, null));
        try (JsonGenerator out = json.createGenerator(new Unclosed(to))) {
            out.writeStartObject();
            out.writeStringProperty("What this is", "Everything the portal of " + body.name() + " knows about you");
            out.writeStringProperty("Made at", clock.instant().toString());
            out.writeArrayPropertyStart("Sections");
            for (DataSection section : DataSection.ALL) {
                write(section, person, out);
            }
            out.writeEndArray();
            out.writeArrayPropertyStart("Not in this file");
            out.writeString("Your password: only the provider you sign in with knows it.");
            out.writeString(
                    "Secrets by which the portal recognises you: tokens, sessions and what they were made from.");
            out.writeString("What is about others, beyond their names.");
            DataSection.LEFT_OUT.values().stream().distinct().sorted().forEach(out::writeString);
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    private void write(DataSection section, PersonId person, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("Heading", section.heading());
        if (!section.explanation().isEmpty()) {
            out.writeStringProperty("Explanation", section.explanation());
        }
        out.writeArrayPropertyStart("Entries");
        jdbc.query(section.sql(), new MapSqlParameterSource("person", person.value()), (ResultSet row) -> {
            out.writePOJO(entry(row));
        });
        out.writeEndArray();
        out.writeEndObject();
    }

    private Map<String, Object> entry(ResultSet row) throws SQLException {
        var columns = row.getMetaData();
        Map<String, Object> entry = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Object value = value(row.getObject(i));
            if (value != null) {
                entry.put(columns.getColumnLabel(i), value);
            }
        }
        return entry;
    }

    private @Nullable Object value(@Nullable Object found) throws SQLException {
        return switch (found) {
            case null -> null;
            case Timestamp at -> at.toInstant().toString();
            case Array array -> array.getArray();
            case PGobject object when object.getValue() != null -> json.readTree(object.getValue());
            case UUID id -> id.toString();
            default -> found;
        };
    }

    /** The generator closes what it writes to; this belongs to whoever gave it. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
