package org.rostrum.sheets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.contributions.ContributionFilter;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.sheets.SheetImports.Preview;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What LibreOffice opens and saves comes back unchanged: by LibreOffice itself where it is installed, and everywhere by
 * files that it saved of the list that {@link ListOnRecord#many} makes.
 */
@RostrumTest
class LibreOfficeTests {

    /** As files in src/test/resources say it; each test's group has a code of its own. */
    private static final String GROUP = "GSHEETS";

    private static final int DOCUMENTS = 61;

    private final ContributionSheets sheets;
    private final SheetImports imports;
    private final Meetings meetings;
    private final JdbcClient jdbc;
    private final OwnGroup own;
    private final Viewer secretary;

    LibreOfficeTests(
            ContributionSheets sheets,
            SheetImports imports,
            Meetings meetings,
            Newcomers newcomers,
            Viewers viewers,
            Body body,
            JdbcClient jdbc) {
        this.sheets = sheets;
        this.imports = imports;
        this.meetings = meetings;
        this.jdbc = jdbc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.secretary = own.as(own.secretary);
    }

    private MeetingId meeting(String group) {
        Gathering meeting = own.meetingIn(Duration.ofHours(-1));
        new ListOnRecord(own, meeting, jdbc, group).many(DOCUMENTS);
        return new MeetingId(meeting.id());
    }

    private void comesBackUnchanged(MeetingId at, String name, byte[] file) {
        Preview preview = imports.preview(at, imports.upload(at, name, file, false, secretary), secretary);
        assertThat(preview.rows())
                .as(name)
                .hasSize(DOCUMENTS)
                .allSatisfy(row -> assertThat(row.problems()).as(row.title()).isEmpty())
                .allSatisfy(row -> assertThat(row.cells()).as(row.title()).isEmpty());
    }

    @Test
    void whatLibreOfficeSavedBeforeComesBackUnchanged() throws IOException {
        MeetingId at = meeting(GROUP);
        for (String name : List.of("saved-by-libreoffice.xlsx", "saved-by-libreoffice.csv")) {
            try (InputStream saved = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
                comesBackUnchanged(at, name, saved.readAllBytes());
            }
        }
    }

    @Test
    void whatLibreOfficeSavesNowComesBackUnchanged(@TempDir Path folder) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                installed(), "LibreOffice Calc is not installed here; its saved files are read all the same");
        MeetingId at = meeting(own.group.code());
        for (SheetFormat format : SheetFormat.values()) {
            Path exported = folder.resolve("list." + format.extension());
            Files.write(
                    exported, sheets.write(format, meetings.require(at, secretary), ContributionFilter.ALL, secretary));
            Path opened = saves(folder, exported, "ods", "ods");
            for (String saved : List.of("xlsx", "csv")) {
                Path again = saves(
                        folder,
                        opened,
                        saved,
                        saved.equals("csv") ? "csv:Text - txt - csv (StarCalc):44,34,76,1" : saved);
                comesBackUnchanged(at, format + " by ods to " + saved, Files.readAllBytes(again));
            }
        }
    }

    /** Its dialog would ask, and offer what it found in a CSV file: commas, quotation marks, UTF-8, from the first row on. */
    private static String opening(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".csv")
                ? "Text - txt - csv (StarCalc):44,34,76,1"
                : name.endsWith(".xlsx") ? "Calc MS Excel 2007 XML" : "calc8";
    }

    private static boolean installed() {
        for (String folder :
                Pattern.compile(File.pathSeparator, Pattern.LITERAL).split(System.getenv("PATH"), -1)) {
            if (Files.isExecutable(Path.of(folder, "soffice"))) {
                return true;
            }
        }
        return false;
    }

    /** Opens a file in LibreOffice, with a profile of its own, and saves it as something else. */
    private static Path saves(Path folder, Path file, String extension, String filter)
            throws IOException, InterruptedException {
        Path to = Files.createDirectories(folder.resolve("as-" + extension));
        Process office = new ProcessBuilder(
                        "soffice",
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--headless",
                        "--infilter=" + opening(file),
                        "--convert-to",
                        filter,
                        "--outdir",
                        to.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("office.log").toFile())
                .start();
        boolean ended = office.waitFor(120, TimeUnit.SECONDS);
        if (!ended) {
            office.destroyForcibly();
        }
        Path saved = to.resolve(file.getFileName().toString().replaceFirst("\\.\\w+$", "." + extension));
        assertThat(saved)
                .as("saved by LibreOffice: %s", Files.readString(folder.resolve("office.log")))
                .exists();
        return saved;
    }
}
