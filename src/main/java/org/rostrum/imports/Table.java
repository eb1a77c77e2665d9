package org.rostrum.imports;

import java.util.List;

/**
 * A table that imports write.
 *
 * @param key the column that names a row
 * @param corrected the columns that an import changes in a row which was there before; none where rows are replaced whole
 */
enum Table {
    ORGANIZATION("organization", "id", List.of("name"), "t.name"),
    MEMBERSHIP(
            "membership",
            "id",
            List.of(),
            "(select o.name from organization o where o.id = t.organization_id) || ' (membership)'"),
    ORGANIZATION_DOMAIN("organization_domain", "domain", List.of(), "t.domain"),
    PERSON("person", "id", List.of("name", "email"), "t.name"),
    DELEGATION(
            "delegation",
            "id",
            List.of(),
            "(select p.name from person p where p.id = t.person_id) || ' (organisation)'"),
    WORKING_GROUP("working_group", "id", List.of("name", "kind", "parent_id", "scope", "visibility"), "t.code"),
    OFFICE(
            "office",
            "id",
            List.of(),
            "(select p.name from person p where p.id = t.person_id) || ' (office in ' || (select g.code from working_group g where g.id = t.group_id) || ')'");

    private final String table;
    private final String key;
    private final List<String> corrected;
    private final String said;

    Table(String table, String key, List<String> corrected, String said) {
        this.table = table;
        this.key = key;
        this.corrected = corrected;
        this.said = said;
    }

    String table() {
        return table;
    }

    List<String> corrected() {
        return corrected;
    }

    /** Fills in this table's names; t is the row. */
    String in(String sql) {
        return sql.replace("$table", table).replace("$key", "t." + key).replace("$said", said);
    }
}
