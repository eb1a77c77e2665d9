package org.rostrum.shared;

/** What holds from an instant to an instant, and whose rows of it are changed together, under their subject's lock. */
public enum History {
    MEMBERSHIP("membership", "organization_id"),
    DELEGATION("delegation", "person_id"),
    OFFICE("office", "group_id");

    private final String table;
    private final String subject;

    History(String table, String subject) {
        this.table = table;
        this.subject = subject;
    }

    String in(String sql) {
        return sql.replace("$table", table).replace("$subject", subject);
    }
}
