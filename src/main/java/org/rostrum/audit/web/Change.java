package org.rostrum.audit.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A field that an act changed, in words.
 *
 * @param before empty where there was nothing
 */
record Change(String field, String before, String after) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss zzz", Locale.ENGLISH);

    private static final JsonMapper JSON = new JsonMapper();

    /** What was said before and after, field by field; fields that stayed as they were are left out. */
    static List<Change> between(@Nullable String before, @Nullable String after, ZoneId zone, Map<UUID, String> names) {
        Map<String, String> was = fields(before, zone, names);
        Map<String, String> is = fields(after, zone, names);
        Set<String> all = new TreeSet<>(was.keySet());
        all.addAll(is.keySet());
        List<Change> changes = new ArrayList<>();
        for (String field : all) {
            String one = was.getOrDefault(field, "");
            String other = is.getOrDefault(field, "");
            if (!one.equals(other)) {
                changes.add(new Change(field, one, other));
            }
        }
        return changes;
    }

    /** The identifiers that are mentioned, whose names say more. */
    static void identifiers(@Nullable String json, Consumer<UUID> found) {
        if (json != null) {
            walk(JSON.readTree(json), value -> {
                UUID id = identifier(value);
                if (id != null) {
                    found.accept(id);
                }
            });
        }
    }

    static @Nullable UUID identifier(String value) {
        try {
            return value.length() == 36 ? UUID.fromString(value) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static void walk(JsonNode node, Consumer<String> value) {
        if (node.isContainer()) {
            node.forEach(child -> walk(child, value));
        } else if (node.isString()) {
            value.accept(node.stringValue());
        }
    }

    private static Map<String, String> fields(@Nullable String json, ZoneId zone, Map<UUID, String> names) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (json != null) {
            JsonNode node = JSON.readTree(json);
            if (node.isObject()) {
                collect("", node, fields, zone, names);
            } else {
                fields.put("Value", inWords(node, zone, names));
            }
        }
        return fields;
    }

    private static void collect(
            String prefix, JsonNode object, Map<String, String> fields, ZoneId zone, Map<UUID, String> names) {
        object.properties().forEach(property -> {
            String name = prefix.isEmpty() ? Words.of(property.getKey()) : prefix + ", " + Words.of(property.getKey());
            if (property.getValue().isObject()) {
                collect(name, property.getValue(), fields, zone, names);
            } else {
                fields.put(name, inWords(property.getValue(), zone, names));
            }
        });
    }

    private static String inWords(JsonNode node, ZoneId zone, Map<UUID, String> names) {
        if (node.isNull()) {
            return "";
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? "yes" : "no";
        }
        if (node.isArray()) {
            List<String> all = new ArrayList<>();
            node.forEach(child -> all.add(inWords(child, zone, names)));
            // What holds commas itself is told apart by lines.
            return String.join(all.stream().anyMatch(one -> one.contains(",")) ? "\n" : ", ", all);
        }
        if (node.isObject()) {
            Map<String, String> fields = new LinkedHashMap<>();
            collect("", node, fields, zone, names);
            List<String> all = new ArrayList<>();
            fields.forEach((field, value) -> all.add(field + ": " + value));
            return String.join("; ", all);
        }
        return node.isString() ? said(node.stringValue(), zone, names) : node.toString();
    }

    private static String said(String value, ZoneId zone, Map<UUID, String> names) {
        UUID id = identifier(value);
        if (id != null) {
            return Objects.requireNonNullElse(names.get(id), value);
        }
        if (value.length() > 18 && value.endsWith("Z") && value.charAt(10) == 'T') {
            try {
                return TIME.format(Instant.parse(value).atZone(zone));
            } catch (DateTimeParseException _) {
                return value;
            }
        }
        return value;
    }
}
