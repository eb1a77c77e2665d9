package org.rostrum.imports;

import static org.rostrum.shared.CsvColumn.optional;
import static org.rostrum.shared.CsvColumn.required;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rostrum.shared.CsvColumn;

/** What a file may hold, one to a row. */
public enum ImportKind {
    ORGANIZATIONS("Organisations"),
    PEOPLE("People"),
    GROUPS("Groups"),
    OFFICE_HOLDERS("Office holders"),
    SPECIFICATIONS("Specifications");

    private final String label;

    ImportKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public List<CsvColumn> columns() {
        return switch (this) {
            case ORGANIZATIONS ->
                List.of(
                        required(
                                "name",
                                "finds the organisation; a name that is not there yet is a new one",
                                "Examplecom"),
                        optional("level", "a membership level, by name or code", "Essential"),
                        optional("standing", "active, suspended or left; empty for active", "active"),
                        optional("since", "the first day of this level and standing; empty for today", "2026-01-31"),
                        optional("reason", "needed for a suspension", ""),
                        optional(
                                "domains",
                                "e-mail domains to add, with spaces between; verify them on the organisation's page",
                                "examplecom.example"));
            case PEOPLE ->
                List.of(
                        required("name", "as it is to be shown", "Dana Sample"),
                        required(
                                "email",
                                "finds the person; an address that is not there yet is a new one",
                                "dana@examplecom.example"),
                        optional(
                                "organisation", "whom they represent, by name; empty leaves it as it is", "Examplecom"),
                        optional("since", "the first day they represent it; empty for today", "2026-01-31"));
            case GROUPS ->
                List.of(
                        required("code", "finds the group; a code that is not there yet is a new one", "DMSO"),
                        required("name", "in full", "Device Management and Smart Objects Working Group"),
                        optional("kind", "working group, committee or plenary", "working group"),
                        optional("parent", "the code of the group it reports to", ""),
                        optional("scope", "what it works on", ""),
                        optional("visibility", "who sees its documents: public, members or group", "members"));
            case OFFICE_HOLDERS ->
                List.of(
                        required("group", "its code", "DMSO"),
                        required("email", "of somebody the portal knows", "dana@examplecom.example"),
                        required("role", "chair, vice-chair, secretary, editor or participant", "editor"),
                        optional("from", "the first day, which may be long past; empty for today", "2026-01-31"),
                        optional("until", "the last day; empty for no end", ""));
            case SPECIFICATIONS ->
                List.of(
                        required("enabler", "its short name; a document may be listed once for each", "LightweightM2M"),
                        required("enabler_name", "in full", "OMA LightweightM2M"),
                        optional("document_type", "such as Technical Specification", "Technical Specification"),
                        optional("version", "empty leaves it as it is", "V1.2"),
                        optional("status", "draft, candidate or approved; empty leaves it as it is", "Approved"),
                        optional("release_date", "empty leaves it as it is", "2020-11-10"),
                        required(
                                "file_name",
                                "finds the document; a name that is not there yet is a new one",
                                "OMA-TS-LightweightM2M_Core-V1_2-20201110-A.pdf"));
        };
    }

    /** As it stands in an address. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ImportKind> at(String path) {
        return Arrays.stream(values()).filter(kind -> kind.path().equals(path)).findFirst();
    }
}
