package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContributionNumberTests {

    private static final NumberSettings CUSTOMARY =
            new NumberSettings("{prefix}-{group}-{year}-{serial:4}", "R", "{number}-{type}_{title}");

    private final ContributionNumber number = given("DMSO", 2026, 42);

    private static ContributionNumber given(String group, int year, int serial) {
        return ContributionNumber.given(CUSTOMARY, "OMA", group, year, serial);
    }

    private String named(int revision, String title) {
        return number.documentName(revision, ContributionType.CR, title);
    }

    @Test
    void readsAsTheFieldWritesIt() {
        assertThat(number.number()).isEqualTo("OMA-DMSO-2026-0042");
        assertThat(number.numberOf(1)).isEqualTo("OMA-DMSO-2026-0042R01");
        assertThat(given("DM-LightweightM2M", 2016, 105)
                        .documentName(1, ContributionType.CR, "Annex on LWM2M over NB IoT"))
                .isEqualTo("OMA-DM-LightweightM2M-2016-0105R01-CR_Annex_on_LWM2M_over_NB_IoT");
        assertThat(given("DMSO", 2026, 12_345).number()).isEqualTo("OMA-DMSO-2026-12345");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bootstrap retry timer|OMA-DMSO-2026-0042-CR_Bootstrap_retry_timer",
                "  odd -- spaces / and \\ slashes  |OMA-DMSO-2026-0042-CR_odd_spaces_and_slashes",
                "Über Größe, naïve Łódź|OMA-DMSO-2026-0042-CR_Uber_Grosse_naive_Lodz",
                "LwM2M 1.2.1 ... and so on.|OMA-DMSO-2026-0042-CR_LwM2M_1.2.1_and_so_on",
                "../../etc/passwd|OMA-DMSO-2026-0042-CR_etc_passwd",
                "设备管理|OMA-DMSO-2026-0042-CR",
                "🚀|OMA-DMSO-2026-0042-CR"
            })
    void namesOfFilesAreSafeEverywhere(String title, String name) {
        assertThat(named(0, title)).isEqualTo(name);
    }

    @Test
    void namesOfFilesAreBoundedAndEndAtAWord() {
        String name = named(99, "word ".repeat(50));
        assertThat(name).hasSizeLessThan(140).endsWith("_word");
        assertThat(named(0, "x".repeat(250))).hasSizeLessThan(140);
    }

    @Test
    void sortedByNameTheyAreSortedByNumberAndRevision() {
        assertThat(new String[] {
                    named(0, "zebra"),
                    named(1, "zebra"),
                    named(2, "zebra"),
                    given("DMSO", 2026, 43).documentName(0, ContributionType.AGD, "agenda")
                })
                .isSorted();
    }

    @Test
    void otherBodiesWriteThemOtherwise() {
        var settings = new NumberSettings("{group}-{yy}{serial:5}", "r", "{number}");
        ContributionNumber theirs = ContributionNumber.given(settings, "OMA", "S2", 2026, 123);
        assertThat(theirs.number()).isEqualTo("S2-2600123");
        assertThat(theirs.numberOf(1)).isEqualTo("S2-2600123r01");
        assertThat(theirs.documentName(1, ContributionType.CR, "Annex")).isEqualTo("S2-2600123r01");
        var year = new NumberSettings("{prefix}.{year}.{group}.{serial}", "v", "{number}_{title}");
        assertThat(ContributionNumber.given(year, "XYZ", "A-B", 2026, 7).documentName(0, ContributionType.LS, "Hello"))
                .isEqualTo("XYZ.2026.A-B.7_Hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{prefix}-{year}-{serial:4}",
                "{prefix}-{group}-{serial:4}",
                "{prefix}-{group}-{year}",
                "{group}{yy}{serial:5}",
                "{prefix}-{group}-{year}-{serial:4}-final",
                "{prefix}-{group}-{year}R{serial:2}",
                "{prefix}/{group}/{year}/{serial}",
                "{group}-{group}-{year}-{serial}",
                "{title}-{group}-{year}-{serial}",
                "../{group}-{year}-{serial}",
                ""
            })
    void schemesThatCouldGiveTheSameNumberTwiceOrNoNameOfAFileAreRefused(String scheme) {
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            assertThat(validators.getValidator().validate(new NumberSettings(scheme, "R", "{number}")))
                    .hasSize(1);
        }
    }
}
