package org.rostrum.audit.web;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.audit.AuditEntry;
import org.rostrum.audit.AuditEntry.Named;

/** RFC 4180, in times of UTC. What a spreadsheet would take for a formula is made text. */
final class AuditCsv {

    private static final String FORMULA = "=+-@\t\r\n";

    private final PrintWriter out;

    AuditCsv(PrintWriter out) {
        this.out = out;
    }

    void head() {
        line(List.of(
                "Entry",
                "Time (UTC)",
                "Who",
                "On behalf of",
                "Action",
                "Subject type",
                "Subject",
                "Before",
                "After",
                "Address",
                "Request"));
    }

    void row(AuditEntry entry) {
        line(List.of(
                Long.toString(entry.id()),
                entry.at().toString(),
                entry.who() == null ? "The portal" : entry.who().name(),
                name(entry.onBehalfOf()),
                entry.action(),
                entry.subjectType(),
                entry.subjectId(),
                text(entry.before()),
                text(entry.after()),
                text(entry.address()),
                text(entry.request())));
    }

    private void line(List<String> cells) {
        out.print(cells.stream().map(AuditCsv::cell).collect(Collectors.joining(",", "", "\r\n")));
    }

    static String cell(String value) {
        String harmless = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return "\"" + harmless.replace("\"", "\"\"") + "\"";
    }

    private static String name(@Nullable Named person) {
        return person == null ? "" : person.name();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
