package org.rostrum.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file with a header (RFC 4180). */
final class Csv {

    private final String text;
    private int at;

    private Csv(String text) {
        this.text = text;
    }

    /** One row. A value that is missing is null, never an empty text. */
    record Row(Map<String, String> values) {

        @Nullable String get(String column) {
            String value = values.get(column);
            return value == null || value.isBlank() ? null : value;
        }

        String require(String column) {
            return Objects.requireNonNull(get(column), () -> "no " + column + " in " + values);
        }
    }

    static List<Row> rows(String resource) {
        return parse(new String(bytes(resource), StandardCharsets.UTF_8));
    }

    static byte[] bytes(String resource) {
        try (InputStream in = Objects.requireNonNull(Csv.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Row> parse(String text) {
        var csv = new Csv(text);
        List<String> header = csv.line();
        List<Row> rows = new ArrayList<>();
        while (csv.at < text.length()) {
            List<String> line = csv.line();
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(header.size(), line.size()); i++) {
                values.put(header.get(i), line.get(i));
            }
            if (line.size() > 1 || !line.getFirst().isEmpty()) {
                rows.add(new Row(values));
            }
        }
        return rows;
    }

    private List<String> line() {
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            fields.add(field());
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        return fields;
    }

    private String field() {
        var field = new StringBuilder();
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c != '"') {
                    field.append(c);
                } else if (at < text.length() && text.charAt(at) == '"') {
                    field.append(text.charAt(at++));
                } else {
                    break;
                }
            }
        } else {
            while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                field.append(text.charAt(at++));
            }
        }
        return field.toString();
    }
}
