package org.rostrum.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTests {

    private static final UUID EXAMPLECOM = UUID.fromString("00000000-0000-7000-8000-000000000001");

    @Test
    void onlyWhatChangedIsSaidInWordsAndWithNames() {
        assertThat(Change.between("""
                        {"name": "Dana", "staff": false, "organization": null, "scopes": ["read"], "same": 1}""", """
                        {"name": "Dana", "staff": true, "organization": "00000000-0000-7000-8000-000000000001",
                         "scopes": ["read", "chair"], "same": 1, "expiresAt": "2026-11-23T14:20:00Z"}""", ZoneOffset.UTC, Map.of(EXAMPLECOM, "Examplecom")))
                .containsExactly(
                        new Change("Expires at", "", "23 Nov 2026, 14:20:00 Z"),
                        new Change("Organization", "", "Examplecom"),
                        new Change("Scopes", "read", "read, chair"),
                        new Change("Staff", "no", "yes"));
    }

    @Test
    void whatWasNotThereBeforeIsSaidWholeAlsoWhereItIsNested() {
        assertThat(Change.between(
                        null, "{\"membership\": {\"level\": \"strategic\"}, \"n\": 2}", ZoneOffset.UTC, Map.of()))
                .containsExactly(new Change("Membership, Level", "", "strategic"), new Change("N", "", "2"));
        assertThat(Change.between("[1, {\"a\": true}]", null, ZoneOffset.UTC, Map.of()))
                .containsExactly(new Change("Value", "1, A: yes", ""));
        assertThat(Change.between(null, null, ZoneOffset.UTC, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"agenda.draft-saved, Agenda draft saved", "expiresAt, Expires at", "sign-in.done, Sign in done"})
    void namesOfTheLogReadAsWords(String name, String words) {
        assertThat(Words.of(name)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    =cmd() | "'=cmd()"
                    +1 | "'+1"
                    -1 | "'-1"
                    @SUM(A1) | "'@SUM(A1)"
                    plain "quoted", text | "plain ""quoted"", text\"""")
    void aSpreadsheetFindsNoFormula(String value, String cell) {
        assertThat(AuditCsv.cell(value)).isEqualTo(cell);
    }
}
