package org.rostrum.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.rostrum.access.AccessNotices;
import org.rostrum.imports.Imports.Counts;
import org.rostrum.imports.Imports.Preview;
import org.rostrum.imports.Planned.Change;
import org.rostrum.imports.Planned.Outcome;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.CsvSheet;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.SafeCsv;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What staff import: looked at first, taken whole or not at all, taken back. */
@RostrumTest
class ImportsTests {

    private static final PersonId ADA = new PersonId(Cast.ADA.id());

    private final Imports imports;
    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private String tag = "";

    ImportsTests(Imports imports, JdbcClient jdbc, DataSource dataSource) {
        this.imports = imports;
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    /** Each test's own names. */
    @BeforeEach
    void takeNames() {
        tag = UUID.randomUUID().toString().substring(0, 8);
    }

    private Preview looksAt(ImportKind kind, String csv) {
        return imports.preview(imports.paste(kind, csv, ADA));
    }

    private Counts takes(ImportKind kind, String csv) {
        return takes(looksAt(kind, csv));
    }

    private Counts takes(Preview preview) {
        return imports.apply(preview.entry().id(), preview.mark(), ADA);
    }

    private static List<String> problems(Preview preview) {
        return preview.rows().stream()
                .flatMap(row -> row.problems().stream()
                        .map(problem -> row.row() + " " + problem.column() + ": " + problem.message()))
                .toList();
    }

    private String organization() {
        String name = "Org " + tag;
        takes(ImportKind.ORGANIZATIONS, "name,level,since\n" + name + ",Strategic,2020-01-01\n");
        return name;
    }

    private String person(String name, String organization) {
        String email = name + "-" + tag + "@import.example";
        takes(
                ImportKind.PEOPLE,
                "name,email,organisation,since\n" + name + "," + email + "," + organization + ",2020-01-01\n");
        return email;
    }

    private String group() {
        String code = "G" + tag.toUpperCase(Locale.ROOT);
        takes(ImportKind.GROUPS, "code,name\n" + code + ",Group " + tag + "\n");
        return code;
    }

    private List<String> texts(String sql, Object... parameters) {
        return jdbc.sql(sql)
                .params(parameters)
                .query((row, n) -> row.getString(1))
                .list();
    }

    // --- Reading -----------------------------------------------------------------------------------------------------

    private ImportId uploads(byte[] bytes, boolean windows1252) {
        return imports.upload(ImportKind.ORGANIZATIONS, "C:\\lists\\members.csv", bytes, windows1252, ADA);
    }

    @Test
    void everyCommonEncodingAndSeparatorIsRead() {
        String csv = "Name;LEVEL; Since\r\n\"Société " + tag + "; Süd\r\nzweite Zeile\";essential;2020-01-01\r\n";
        String name = "Société " + tag + "; Süd zweite Zeile";
        for (byte[] bytes : List.of(
                csv.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + csv).getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + csv).getBytes(StandardCharsets.UTF_16LE),
                ("\uFEFF" + csv).getBytes(StandardCharsets.UTF_16BE),
                csv.replace(';', '\t').replace("\t Süd", "; Süd").getBytes(StandardCharsets.UTF_8))) {
            Preview preview = imports.preview(uploads(bytes, false));
            assertThat(problems(preview)).isEmpty();
            assertThat(preview.rows().getFirst().changes()).contains(new Change("name", "", name));
            assertThat(preview.entry().fileName()).isEqualTo("members.csv");
        }
        Preview windows = imports.preview(uploads(csv.getBytes(Charset.forName("windows-1252")), true));
        assertThat(windows.rows().getFirst().changes()).contains(new Change("name", "", name));
    }

    @Test
    void anEncodingThatCannotBeToldIsRefusedAndTheOtherOneOffered() {
        byte[] bytes = "name,level\nSociété,Essential\n".getBytes(Charset.forName("windows-1252"));
        assertThatThrownBy(() -> uploads(bytes, false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Windows-1252");
    }

    @Test
    void aSpreadsheetsOwnFileIsRefusedByWhatToDo() {
        assertThatThrownBy(() -> uploads("PK\u0003\u0004and so on".getBytes(StandardCharsets.UTF_8), false))
                .hasMessageContaining("Save it as CSV");
    }

    @Test
    void aHeaderThatDoesNotFitIsToldColumnByColumn() {
        assertThatThrownBy(() -> looksAt(ImportKind.PEOPLE, "Name,Mail,name\nx,y,z\n"))
                .hasMessageContaining("\"Mail\" is no column")
                .hasMessageContaining("\"name\" is there twice")
                .hasMessageContaining("\"email\" is missing");
        assertThatThrownBy(() -> looksAt(ImportKind.PEOPLE, "name,e-mail\n")).hasMessageContaining("no row below");
        assertThatThrownBy(() -> looksAt(ImportKind.PEOPLE, ""))
                .hasMessageContaining("first row must name the columns");
    }

    @Test
    void tooManyRowsAreRefused() {
        String rows = IntStream.rangeClosed(0, CsvSheet.MOST_ROWS)
                .mapToObj(i -> "n,p" + i + "@many.example\n")
                .collect(Collectors.joining());
        assertThatThrownBy(() -> looksAt(ImportKind.PEOPLE, "name,email\n" + rows))
                .hasMessageContaining("20,000");
    }

    // --- Organisations -----------------------------------------------------------------------------------------------

    @Test
    void aFileIsNothingUntilItIsTakenAndNothingTheSecondTime() {
        String name = "Org " + tag;
        String csv =
                "name,level,standing,since,domains\n" + name + ",Essential,active,2021-05-01,d" + tag + ".example\n";
        Preview preview = looksAt(ImportKind.ORGANIZATIONS, csv);
        assertThat(preview.counts()).isEqualTo(new Counts(1, 0, 0, 0));
        assertThat(texts("select name from organization where name = ?", name)).isEmpty();

        assertThat(takes(preview)).isEqualTo(new Counts(1, 0, 0, 0));
        assertThat(texts("""
                        select m.level_code || ' ' || m.standing || ' ' || m.since::date || ' ' || d.domain || ' ' || (d.verified_at is null)
                          from organization o join current_membership m on m.organization_id = o.id
                          join organization_domain d on d.organization_id = o.id where o.name = ?""", name)).containsExactly("essential ACTIVE 2021-05-01 d" + tag + ".example true");

        Preview again = looksAt(ImportKind.ORGANIZATIONS, csv);
        assertThat(again.counts()).isEqualTo(new Counts(0, 0, 1, 0));
        assertThatThrownBy(() -> takes(again)).hasMessageContaining("nothing to import");
    }

    @Test
    void aChangeShowsBeforeAndAfterAndKeepsTheHistory() {
        String name = organization();
        Preview preview = looksAt(
                ImportKind.ORGANIZATIONS, "name,level,standing,reason\n" + name + ",Associate,Suspended,dues unpaid\n");
        assertThat(preview.rows().getFirst().changes())
                .contains(new Change("level", "Strategic", "Associate"), new Change("standing", "active", "suspended"));
        takes(preview);
        assertThat(texts("""
                        select m.level_code || ' ' || m.standing || ' ' || (m.until is null) from membership m
                          join organization o on o.id = m.organization_id where o.name = ? order by m.since""", name)).containsExactly("strategic ACTIVE false", "associate SUSPENDED true");
    }

    @Test
    void aLevelThatIsPlannedIsNotPlannedTwice() {
        String name = organization();
        String csv = "name,level,since\n" + name + ",Associate,"
                + LocalDate.now(ZoneOffset.UTC).plusDays(30) + "\n";
        takes(ImportKind.ORGANIZATIONS, csv);
        assertThat(looksAt(ImportKind.ORGANIZATIONS, csv).counts()).isEqualTo(new Counts(0, 0, 1, 0));
    }

    @Test
    void whatIsWrongIsToldByRowAndColumnAndNothingIsTaken() {
        Preview preview = looksAt(ImportKind.ORGANIZATIONS, """
                name,level,standing,since,domains
                A %1$s,Golden,active,,
                A %1$s,Essential,,,
                B %1$s,Essential,retired,31.01.2026,no domain
                ,Essential,,,
                C %1$s,,,,
                D %1$s,Essential,suspended,,
                """.formatted(tag));
        assertThat(preview.counts().wrong()).isEqualTo(6);
        assertThat(problems(preview))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("2 level: There is no level \"Golden\". The levels are "))
                .contains("3 name: Row 2 is about the same organisation.")
                .contains("4 standing: \"retired\" is none of active, suspended, left.")
                .contains("4 since: \"31.01.2026\" is no day. Write it as 2026-01-31.")
                .contains("4 domains: \"no\" is no domain. One looks like example.org.")
                .contains("5 name: Say the name.")
                .anySatisfy(problem -> assertThat(problem).startsWith("6 level: Say the level"))
                .anySatisfy(problem -> assertThat(problem).startsWith("7 reason: Say why"));
        assertThatThrownBy(() -> takes(preview)).hasMessageContaining("Nothing is imported while rows are wrong");
    }

    // --- People ------------------------------------------------------------------------------------------------------

    @Test
    void peopleComeWithWhomTheyRepresent() {
        String organization = organization();
        String email = person("Pia", organization);
        assertThat(texts("""
                        select p.name || ', ' || o.name || ', ' || d.since::date from person p join current_delegation d on d.person_id = p.id
                          join organization o on o.id = d.organization_id where p.email = ?""", email)).containsExactly("Pia, " + organization + ", 2020-01-01");

        Preview moved = looksAt(
                ImportKind.PEOPLE,
                "name,email,organisation\nPia Neu," + email.toUpperCase(Locale.ROOT) + ",Examplecom\n");
        assertThat(moved.rows().getFirst().changes())
                .contains(new Change("name", "Pia", "Pia Neu"), new Change("organisation", organization, "Examplecom"));
        takes(moved);
        assertThat(texts("""
                        select o.name from current_delegation d join organization o on o.id = d.organization_id
                          join person p on p.id = d.person_id where p.email = ?""", email)).containsExactly("Examplecom");
    }

    @Test
    void whoCannotBeADelegateIsTold() {
        String organization = organization();
        takes(ImportKind.ORGANIZATIONS, "name,standing\n" + organization + ",left\n");
        Preview preview = looksAt(
                ImportKind.PEOPLE,
                "name,email,organisation\nPia,pia-%1$s@import.example,%2$s\nPim,pim-%1$s@import.example,Nobody Ltd %1$s\nPom,pom.example,\nPia,PIA-%1$s@import.example,\n"
                        .formatted(tag, organization));
        assertThat(problems(preview))
                .contains("2 organisation: " + organization + " is no member then, so nobody can represent it.")
                .contains("3 organisation: There is no organisation \"Nobody Ltd " + tag + "\". Import it first.")
                .contains("4 email: \"pom.example\" is no e-mail address. One looks like name@organisation.example.")
                .contains("5 email: Row 2 is about the same person.");
    }

    @Test
    void thousandPeopleAreImportedAndTakenBack() {
        String organization = organization();
        Preview preview = looksAt(
                ImportKind.PEOPLE,
                "name,email,organisation\n"
                        + IntStream.range(0, 1_000)
                                .mapToObj(i ->
                                        "Person " + i + ",p" + i + "-" + tag + "@import.example," + organization + "\n")
                                .collect(Collectors.joining()));
        assertThat(takes(preview).added()).isEqualTo(1_000);
        imports.undo(preview.entry().id(), ADA);
        assertThat(texts("select name from person where email like ?", "p%-" + tag + "@import.example"))
                .isEmpty();
    }

    /** Or taking somebody back reads the whole of what others wrote, once for each of them. */
    @Test
    void whateverRefersToAPersonIsFoundByAnIndex() {
        assertThat(texts("""
                        select c.conrelid::regclass || '.' || a.attname from pg_constraint c
                          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                         where c.contype = 'f' and c.confrelid = 'person'::regclass
                           and not exists (select 1 from pg_index i
                                            where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])""")).isEmpty();
    }

    // --- Groups ------------------------------------------------------------------------------------------------------

    @Test
    void groupsMayReferToEachOtherInAnyOrder() {
        String a = "A" + tag.toUpperCase(Locale.ROOT);
        String b = "B" + tag.toUpperCase(Locale.ROOT);
        takes(
                ImportKind.GROUPS,
                "code,name,kind,parent,visibility\n%s,Child %s,Working group,%s,group\n%s,Parent %s,committee,,public\n"
                        .formatted(a, tag, b, b, tag));
        assertThat(texts("""
                        select g.kind || ' ' || g.visibility || ' ' || p.code from working_group g
                          join working_group p on p.id = g.parent_id where g.code = ?""", a)).containsExactly("WORKING_GROUP GROUP " + b);

        Preview turned = looksAt(ImportKind.GROUPS, "code,name,parent\n%s,Parent %s,%s\n".formatted(b, tag, a));
        assertThat(problems(turned))
                .containsExactly("2 parent: A group cannot report to itself or to a group below it.");
        assertThat(problems(looksAt(ImportKind.GROUPS, "code,name,parent\n%s,Parent %s,NOWHERE\n".formatted(b, tag))))
                .containsExactly("2 parent: There is no group NOWHERE, neither here nor in the file.");
    }

    // --- Office holders ----------------------------------------------------------------------------------------------

    @Test
    void aSuccessionOfChairsIsImportedAndTwoAtOnceAreNot() {
        String organization = organization();
        String first = person("first", organization);
        String second = person("second", organization);
        String group = group();
        String header = "group,email,role,from,until\n";
        assertThat(problems(looksAt(
                        ImportKind.OFFICE_HOLDERS,
                        header
                                + "%1$s,%2$s,chair,2022-01-01,\n%1$s,%3$s,Chair,2024-01-01,\n"
                                        .formatted(group, first, second))))
                .containsExactlyInAnyOrder(
                        "2 role: A group has one chair, and second chairs it in that time (row 3). Give that term a last day before this one begins.",
                        "3 role: A group has one chair, and first chairs it in that time (row 2). Give that term a last day before this one begins.");

        String csv = header
                + "%1$s,%2$s,chair,2022-01-01,2023-12-31\n%1$s,%3$s,chair,2024-01-01,\n"
                        .formatted(group, first, second);
        assertThat(takes(ImportKind.OFFICE_HOLDERS, csv).added()).isEqualTo(2);
        assertThat(looksAt(ImportKind.OFFICE_HOLDERS, csv).counts()).isEqualTo(new Counts(0, 0, 2, 0));
        assertThat(texts("""
                        select p.email from current_office o join person p on p.id = o.person_id
                          join working_group g on g.id = o.group_id where g.code = ?""", group)).containsExactly(second);
    }

    @Test
    void anOfficeNeedsAGroupAPersonAndTheRightsOfItsLevel() {
        String organization = "Org " + tag;
        takes(ImportKind.ORGANIZATIONS, "name,level,since\n" + organization + ",Associate,2020-01-01\n");
        String email = person("assoc", organization);
        String group = group();
        assertThat(problems(looksAt(
                        ImportKind.OFFICE_HOLDERS,
                        "group,email,role\nNOSUCH,%1$s,editor\n%2$s,nobody-%3$s@import.example,editor\n%2$s,%1$s,king\n%2$s,%1$s,chair\n"
                                .formatted(email, group, tag))))
                .contains("2 group: There is no group \"NOSUCH\". Import it first.")
                .contains("3 email: Nobody here has the address nobody-" + tag
                        + "@import.example. Import the person first.")
                .contains("4 role: \"king\" is none of chair, vice-chair, secretary, editor, participant.")
                .contains("5 role: assoc represents " + organization
                        + ", and the level Associate is not eligible for this office.");
    }

    // --- Taking it, and taking it back -------------------------------------------------------------------------------

    @Test
    void recordsThatChangedSinceThePreviewAreLookedAtAgain() {
        String name = organization();
        Preview preview = looksAt(ImportKind.ORGANIZATIONS, "name,level\n" + name + ",Essential\n");
        takes(ImportKind.ORGANIZATIONS, "name,level\n" + name + ",Associate\n");
        assertThatThrownBy(() -> takes(preview)).hasMessageContaining("The records have changed since you looked");
        assertThat(imports.preview(preview.entry().id()).rows().getFirst().changes())
                .contains(new Change("level", "Associate", "Essential"));
    }

    @Test
    void aFileIsTakenOnce() {
        Preview preview = looksAt(ImportKind.ORGANIZATIONS, "name,level\nOrg " + tag + ",Essential\n");
        takes(preview);
        assertThatThrownBy(() -> takes(preview)).hasMessageContaining("imported already");
    }

    @Test
    void undoneEverythingIsAsItWasBefore() {
        String name = organization();
        String before = state(name);
        Preview preview = looksAt(
                ImportKind.ORGANIZATIONS,
                "name,level,domains\n%s,Essential,x%s.example\nNew %s,Essential,\n"
                        .formatted(name.toUpperCase(Locale.ROOT), tag, tag));
        takes(preview);
        assertThat(state(name)).isNotEqualTo(before);

        imports.undo(preview.entry().id(), ADA);
        assertThat(state(name)).isEqualTo(before);
        assertThat(texts("select name from organization where name = ?", "New " + tag))
                .isEmpty();
        assertThat(texts("select domain from organization_domain where domain = ?", "x" + tag + ".example"))
                .isEmpty();
        assertThatThrownBy(() -> imports.undo(preview.entry().id(), ADA)).hasMessageContaining("undone already");
    }

    private String state(String name) {
        return String.join("|", texts("""
                        select o.name || ' ' || m.level_code || ' ' || m.since || ' ' || coalesce(m.until::text, '-')
                          from organization o join membership m on m.organization_id = o.id
                         where lower(o.name) = lower(?) order by m.since""", name));
    }

    @Test
    void whatWasChangedSinceIsNotUndoneAndNamed() {
        String name = organization();
        Preview preview = looksAt(ImportKind.ORGANIZATIONS, "name,level\n" + name + ",Essential\n");
        takes(preview);
        takes(ImportKind.ORGANIZATIONS, "name,level\n" + name + ",Associate\n");
        assertThatThrownBy(() -> imports.undo(preview.entry().id(), ADA))
                .hasMessageContaining("changed since")
                .hasMessageContaining(name);
    }

    @Test
    void aNewPersonWhoIsInUseByNowIsNotTakenAway() {
        String email = "used-" + tag + "@import.example";
        Preview preview = looksAt(ImportKind.PEOPLE, "name,email\nUsed " + tag + "," + email + "\n");
        takes(preview);
        jdbc.sql("""
                        insert into login (issuer, subject, person_id, first_at, last_at)
                        select 'https://login.example', email, id, now(), now() from person where email = ?""").param(email).update();
        assertThatThrownBy(() -> imports.undo(preview.entry().id(), ADA))
                .hasMessageContaining("in use by now (login)")
                .hasMessageContaining("Used " + tag);
    }

    @Test
    void everyRowIsAuditedWithBeforeAndAfter() {
        String name = organization();
        takes(ImportKind.ORGANIZATIONS, "name,level\n" + name + ",Essential\n");
        assertThat(texts("""
                        select a.action || ' ' || coalesce(a.before ->> 'level', '-') || ' ' || (a.after ->> 'level')
                          from audit_entry a join organization o on o.id::text = a.subject_id
                         where o.name = ? order by a.id""", name))
                .containsExactly("organization.imported - Strategic", "organization.imported Strategic Essential");
    }

    /** The notice by which every node looks at the person's open sockets again goes out with the import. */
    @Test
    void whoseRightsChangeIsToldToEverySocketAtOnce() throws Exception {
        String email = person("socket", organization());
        String id = texts("select id::text from person where email = ?", email).getFirst();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("listen " + AccessNotices.CHANNEL);
            takes(ImportKind.PEOPLE, "name,email,organisation\nsocket," + email + ",Examplecom\n");
            List<String> told = new ArrayList<>();
            await().untilAsserted(() -> {
                for (PGNotification notice :
                        connection.unwrap(PGConnection.class).getNotifications(100)) {
                    told.add(notice.getParameter());
                }
                assertThat(told).contains(id);
            });
            statement.execute("unlisten *");
        }
    }

    // --- Files for spreadsheets --------------------------------------------------------------------------------------

    @Test
    void noValueOfAnExportIsAFormulaAndAllComeBackAsTheyWere() {
        String evil = "=HYPERLINK(\"http://x.example\";\"Org " + tag + "\")";
        String csv = "name,level\n\"" + evil.replace("\"", "\"\"") + "\",Essential\n";
        takes(ImportKind.ORGANIZATIONS, csv);
        String file = imports.records(ImportKind.ORGANIZATIONS);
        assertThat(file).contains("\"'=HYPERLINK(").doesNotContain("\n=").doesNotContain("\n\"=");
        Preview back = imports.preview(imports.upload(
                ImportKind.ORGANIZATIONS, "back.csv", file.getBytes(StandardCharsets.UTF_8), false, ADA));
        assertThat(back.rows())
                .filteredOn(row -> row.subject().contains(tag))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.subject()).isEqualTo(evil);
                    assertThat(row.outcome()).isEqualTo(Outcome.SAME);
                });
        for (String start : List.of("=1", "+1", "-1", "@x", "'=1", "''=1", "'plain", "")) {
            String written = SafeCsv.write(List.of(List.of(start)));
            assertThat(written).doesNotContainPattern("\uFEFF\"?[=+@-]");
            assertThat(SafeCsv.withoutGuard(written.replace("\uFEFF", "").strip()))
                    .isEqualTo(start);
        }
    }

    @Test
    void everyTemplateIsAFileOfItsKind() {
        for (ImportKind kind : ImportKind.values()) {
            assertThat(CsvSheet.read(imports.template(kind).substring(1), kind.columns(), kind.label())
                            .lines())
                    .hasSize(1);
        }
    }

    // --- Specifications ----------------------------------------------------------------------------------------------

    private static final String REGISTRY = "enabler,enabler_name,document_type,version,status,release_date,file_name\n";

    private String document() {
        return "OMA-TS-" + tag + "-V1_0-20200101-C.pdf";
    }

    private List<String> statuses() {
        return texts(
                "select coalesce(status, '-') || ' ' || enabler || ' ' || array_to_string(also_listed, '+')"
                        + " from specification where file_name = ?",
                document());
    }

    @Test
    void aDocumentIsListedOnceForEachEnablerAndAgainNothingChanges() {
        String rest = ",Technical Specification,V1.0,Candidate,2020-01-01," + document() + "\n";
        String csv =
                REGISTRY + "E" + tag + ",First" + rest + "F" + tag + ",Second" + rest + "E" + tag + ",First" + rest;
        assertThat(takes(ImportKind.SPECIFICATIONS, csv)).isEqualTo(new Counts(1, 0, 2, 0));
        assertThat(statuses()).containsExactly("Candidate E" + tag + " F" + tag);
        assertThat(looksAt(ImportKind.SPECIFICATIONS, csv).counts()).isEqualTo(new Counts(0, 0, 3, 0));
        assertThat(looksAt(
                                ImportKind.SPECIFICATIONS,
                                imports.records(ImportKind.SPECIFICATIONS).replace("\uFEFF", ""))
                        .mayBeTaken())
                .as("what the registry holds, imported again")
                .isFalse();

        Preview approved = looksAt(ImportKind.SPECIFICATIONS, csv.replace("Candidate", "approved"));
        assertThat(takes(approved)).isEqualTo(new Counts(0, 1, 2, 0));
        assertThat(statuses()).containsExactly("Approved E" + tag + " F" + tag);
        imports.undo(approved.entry().id(), ADA);
        assertThat(statuses()).containsExactly("Candidate E" + tag + " F" + tag);
    }

    @Test
    void wrongRowsOfARegistryAreNamed() {
        Preview preview = looksAt(
                ImportKind.SPECIFICATIONS,
                REGISTRY + ",No enabler,,V1.0,Candidate,," + document() + "\n"
                        + "E,Enabler,,V1.1,Candidate,," + document() + "\n"
                        + "E,Enabler,,V1.1,Withdrawn,soon,../" + document() + "\n");
        assertThat(problems(preview))
                .anyMatch(problem -> problem.startsWith("2 enabler: Say the enabler"))
                .anyMatch(problem -> problem.startsWith("3 file_name: Row 2 says another"))
                .anyMatch(problem -> problem.contains("\"Withdrawn\" is none of draft, candidate, approved"))
                .anyMatch(problem -> problem.contains("\"soon\" is no day"))
                .anyMatch(problem -> problem.contains("without a folder"));
    }
}
