package org.rostrum.imports;

import java.util.List;
import org.springframework.util.StringUtils;

/** A table that imports write. */
enum Table {
    ORGANIZATION("organization", "id", "name", "t.name"),
    MEMBERSHIP(
            "membership",
            "id",
            "",
            "(select o.name from organization o where o.id = t.organization_id) || ' (membership)'"),
    ORGANIZATION_DOMAIN("organization_domain", "domain", "", "t.domain"),
    PERSON("person", "id", "name,email", "t.name"),
    DELEGATION("delegation", "id", "", "(select p.name from person p where p.id = t.person_id) || ' (organisation)'"),
    WORKING_GROUP("working_group", "id", "name,kind,parent_id,scope,visibility", "t.code"),
    OFFICE(
            "office",
            "id",
            "",
            "(select p.name from person p where p.id = t.person_id) || ' (office in ' || (select g.code from working_group g where g.id = t.group_id) || ')'"),
    SPECIFICATION(
            "specification",
            "id",
            "enabler,enabler_name,document_type,version,status,release_date,also_listed",
            "t.file_name");

    private final String table;
    /** The column that names a row. */
    private final String key;

    private final String corrected;

    /** The SQL for what a person calls a row. */
    private final String said;

    Table(String table, String key, String corrected, String said) {
        this.table = table;
        this.key = key;
        this.corrected = corrected;
        this.said = said;
    }

    String table() {
        return table;
    }

    /** What an import changes in a row that was there before; none where rows are replaced whole. */
    List<String> corrected() {
        return List.of(StringUtils.commaDelimitedListToStringArray(corrected));
    }

    /** The key's. A key that was turned into text instead would find no index, and each row be looked for in all. */
    private String type() {
        return key.equals("domain") ? "text" : "uuid";
    }

    /** The column that counts the changes of a row; what a specification calls its version is the document's own. */
    String counted() {
        return this == SPECIFICATION ? "edition" : "version";
    }

    /** Fills in this table's names; t is the row. */
    String in(String sql) {
        return sql.replace("$table", table)
                .replace("$key", "t." + key)
                .replace("$type", type())
                .replace("$said", said);
    }
}
