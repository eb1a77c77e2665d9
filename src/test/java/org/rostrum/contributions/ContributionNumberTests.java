package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContributionNumberTests {

    private final ContributionNumber number = new ContributionNumber("OMA", "DMSO", 2026, 42);

    private String named(int revision, String title) {
        return number.documentName(revision, ContributionType.CR, title);
    }

    @Test
    void readsAsTheFieldWritesIt() {
        assertThat(number.number()).isEqualTo("OMA-DMSO-2026-0042");
        assertThat(number.numberOf(1)).isEqualTo("OMA-DMSO-2026-0042R01");
        assertThat(new ContributionNumber("OMA", "DM-LightweightM2M", 2016, 105)
                        .documentName(1, ContributionType.CR, "Annex on LWM2M over NB IoT"))
                .isEqualTo("OMA-DM-LightweightM2M-2016-0105R01-CR_Annex_on_LWM2M_over_NB_IoT");
        assertThat(new ContributionNumber("OMA", "DMSO", 2026, 12_345).number()).isEqualTo("OMA-DMSO-2026-12345");
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
                    new ContributionNumber("OMA", "DMSO", 2026, 43).documentName(0, ContributionType.AGD, "agenda")
                })
                .isSorted();
    }
}
