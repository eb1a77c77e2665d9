package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.shared.Refusal;

class OutlineReaderTests {

    /** "2.1 Bootstrap | Dana | 20 | BREAK | notes", what is not there left out. */
    private static List<String> read(String text) {
        Outline outline = OutlineReader.read(text);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < outline.rows().size(); i++) {
            OutlineRow row = outline.rows().get(i);
            assertThat(row.id()).isNull();
            lines.add((outline.numbers().get(i) + " " + row.title()).strip()
                    + (row.presenter() == null ? "" : " | " + row.presenter())
                    + (row.minutes() == null ? "" : " | " + row.minutes())
                    + (row.kind() == ItemKind.NORMAL ? "" : " | " + row.kind())
                    + (row.notes() == null ? "" : " | " + row.notes()));
        }
        return lines;
    }

    private static Map<String, String> problems(String text) {
        try {
            Outline outline = OutlineReader.read(text);
            throw new AssertionError("Read as " + outline.rows());
        } catch (Refusal e) {
            assertThat(e.reason()).isEqualTo(Refusal.Reason.INVALID);
            assertThat(e.getMessage()).isNotBlank();
            return e.fields();
        }
    }

    // --- cells of a spreadsheet ---

    @Test
    void cellsUnderHeadingsAreReadInAnyOrder() {
        assertThat(read("""
                Presenter\tMinutes\tNo.\tTitle\tKind\tNotes
                Carla\t5\t1\tOpening\t\tWelcome
                \t\t2\tChange requests
                Dana\t0:20\t2.1\tBootstrap
                \t15 min\t\tFresh air\tbreak
                \t\t3\tWho gets the chair's seat\tinternal\tSay nothing
                """))
                .containsExactly(
                        "1 Opening | Carla | 5 | Welcome",
                        "2 Change requests",
                        "2.1 Bootstrap | Dana | 20",
                        "Fresh air | 15 | BREAK",
                        "i1 Who gets the chair's seat | INTERNAL | Say nothing");
    }

    @Test
    void cellsWithoutHeadingsAreKnownByWhatTheyHold() {
        assertThat(read("1\tOpening\t5\tCarla\n2\tReports\t1 h 30\tDana\tin writing\n2.1\tServer\t\t\n"))
                .containsExactly("1 Opening | Carla | 5", "2 Reports | Dana | 90 | in writing", "2.1 Server");
        assertThat(read("Opening\tCarla\t5 min\nLunch\t\t60 min\n"))
                .containsExactly("1 Opening | Carla | 5", "Lunch | 60 | BREAK");
    }

    @Test
    void aNumberInTheCellOfTheTitleIsTheItemsNumberWhereMostHaveOne() {
        assertThat(read("Coffee\t\t30\n11 Conformance\tEdda\t20\n  11.1) Logo programme\t\t10\n"))
                .containsExactly("Coffee | 30 | BREAK", "1 Conformance | Edda | 20", "1.1 Logo programme | 10");
        assertThat(read("Title\tMinutes\n3 new items\t5\nReports\t5\nClose\t5\n"))
                .containsExactly("1 3 new items | 5", "2 Reports | 5", "3 Close | 5");
    }

    @Test
    void aTimeThatIsASpanGivesItsMinutesAndOneThatIsABeginningGivesNone() {
        assertThat(read("Time\tTitle\n09:00-10:00\tOpening\n10.00 – 10.15\tCoffee break\n23:30-00:30\tNight session"))
                .containsExactly("1 Opening | 60", "Coffee break | 15 | BREAK", "2 Night session | 60");
        assertThat(read("Time\tTitle\n09:00\tOpening\n09:15\tReports\n")).containsExactly("1 Opening", "2 Reports");
    }

    @Test
    void itemsStandUnderTheParentTheyNameByNumberOrTitleWhateverTheOrder() {
        assertThat(read("""
                Item\tTitle\tParent
                9\tServer\tReports
                1\tOpening\t
                2\tReports
                3\tClient\t2
                4\tClose
                5\tBootstrap\t9
                """))
                .containsExactly("1 Opening", "2 Reports", "2.1 Server", "2.1.1 Bootstrap", "2.2 Client", "3 Close");
    }

    @Test
    void levelsInAColumnBeginWhereverTheyBegin() {
        assertThat(read("Level\tTitle\n2\tOpening\n3\tRoll call\n2\tClose"))
                .containsExactly("1 Opening", "1.1 Roll call", "2 Close");
        assertThat(problems("Level\tTitle\n1\tOpening\ntop\tClose")).containsOnlyKeys("lines[3]");
    }

    @Test
    void cellsBetweenCommasOrSemicolonsAreReadWhereHeadingsSaySo() {
        assertThat(read("Title,Minutes,Notes\n\"Opening, welcome\",5,\"He said \"\"hello\"\"\nand left\"\nClose,,\n"))
                .containsExactly("1 Opening, welcome | 5 | He said \"hello\"\nand left", "2 Close");
        assertThat(read("Nr;Subject;Speaker\n1;Opening;Carla\n")).containsExactly("1 Opening | Carla");
        assertThat(read("Opening, welcome\nReports, all of them"))
                .containsExactly("1 Opening, welcome", "2 Reports, all of them");
    }

    @Test
    void aLineIsCountedAsThePastedTextHasIt() {
        assertThat(problems("Title\tMinutes\tNotes\nOpening\t5\t\"two\nlines\"\n\nClose\tsoon\t"))
                .containsOnlyKeys("lines[5]");
    }

    @Test
    void aQuoteThatIsNeverClosedIsACharacter() {
        assertThat(read("Title\tMinutes\n\"Opening\t5\n\"Close\" of it\t6"))
                .containsExactly("1 \"Opening | 5", "2 \"Close\" of it | 6");
    }

    @Test
    void aTypeOfContributionsIsNoKind() {
        assertThat(read("Title\tType\nAnnex\tCR\nReply\tLS")).containsExactly("1 Annex", "2 Reply");
        assertThat(read("Title\tType\nFresh air\tBreak\nReply\tItem")).containsExactly("Fresh air | BREAK", "1 Reply");
        assertThat(problems("Title\tKind\nAnnex\tCR"))
                .containsEntry("lines[2]", "“CR” is no kind of item: write item, break or internal.");
    }

    // --- outlines ---

    @Test
    void anOutlineByNumbersIsReadWithTimesAndPresenters() {
        assertThat(read("""
                1. Opening (5 min) - Carla Chair
                2 Change requests
                2.1 Bootstrap [1 h 30] – Dana
                2.1.1 Annex (0:15)
                Lunch (60 min)
                3 Close (Victor, 10 min)
                """))
                .containsExactly(
                        "1 Opening | Carla Chair | 5",
                        "2 Change requests",
                        "2.1 Bootstrap | Dana | 90",
                        "2.1.1 Annex | 15",
                        "Lunch | 60 | BREAK",
                        "3 Close | Victor | 10");
    }

    @Test
    void aPieceOfALongerOutlineBeginsAtTheTop() {
        assertThat(read("7.2 Server\n7.2.1 Annex\n7.3 Client")).containsExactly("1 Server", "1.1 Annex", "2 Client");
    }

    @Test
    void aBreakBetweenNumbersStandsBesideTheNext() {
        assertThat(read("1 A\n1.1 B\nCoffee\n1.2 C\nLunch\n2 D\nDinner"))
                .containsExactly("1 A", "1.1 B", "Coffee | BREAK", "1.2 C", "Lunch | BREAK", "2 D", "Dinner | BREAK");
    }

    @Test
    void aTitleMayBeginWithANumberOrHoldDashesAndBrackets() {
        assertThat(read("Opening\n3 new work items\n2026 work plan\n5G core - status (draft)"))
                .containsExactly("1 Opening", "2 3 new work items", "3 2026 work plan", "4 5G core - status (draft)");
        assertThat(read("Report on 15 minutes of fame")).containsExactly("1 Report on 15 minutes of fame");
    }

    @Test
    void indentsGiveTheLevel() {
        assertThat(read("Opening\n  Roll call\n      Proxies\n  Guests\nClose"))
                .containsExactly("1 Opening", "1.1 Roll call", "1.1.1 Proxies", "1.2 Guests", "2 Close");
        assertThat(read("Opening\n\tRoll call\n\t\tProxies\nClose, 5 min"))
                .containsExactly("1 Opening", "1.1 Roll call", "1.1.1 Proxies", "2 Close | 5");
        assertThat(read("    Opening\n        Roll call\n    Close"))
                .containsExactly("1 Opening", "1.1 Roll call", "2 Close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "*", "•", "+", "–", "▪"})
    void bulletsAreTakenOff(String bullet) {
        assertThat(read("%1$s Opening\n  %1$s Roll call\n%1$s Close".formatted(bullet)))
                .containsExactly("1 Opening", "1.1 Roll call", "2 Close");
    }

    @Test
    void listsAsWordPastesThemAreRead() {
        assertThat(read("1.\tOpening\n2.\tReports\n2.1.\tServer\n"))
                .containsExactly("1 Opening", "2 Reports", "2.1 Server");
        assertThat(read("•\tOpening\n\to\tRoll call\n•\tClose"))
                .containsExactly("1 Opening", "1.1 Roll call", "2 Close");
        assertThat(read("1. Opening\n   1. Roll call\n   2. Guests\n2. Close"))
                .containsExactly("1 Opening", "1.1 Roll call", "1.2 Guests", "2 Close");
        assertThat(read("a) Opening\nb) Close")).containsExactly("1 Opening", "2 Close");
    }

    @Test
    void markdownsHeadingsAndListsGiveTheLevel() {
        assertThat(read("## Opening\n\n- Roll call\n  - Proxies\n\n## Reports (20 min)\n### Server\nClient\n"))
                .containsExactly(
                        "1 Opening", "1.1 Roll call", "1.1.1 Proxies", "2 Reports | 20", "2.1 Server", "2.1.1 Client");
    }

    @Test
    void aLineMayBeginWithItsTimes() {
        assertThat(read("09:00-10:30 Opening\n10:30–10:45: Coffee break"))
                .containsExactly("1 Opening | 90", "Coffee break | 15 | BREAK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Break",
                "LUNCH",
                "Coffee",
                "Coffee break",
                "Lunch break",
                "Tea/coffee break",
                "Morning coffee break"
            })
    void aTitleThatIsNothingButABreakIsOne(String title) {
        assertThat(OutlineReader.read("Opening\n" + title).rows().getLast().kind())
                .isEqualTo(ItemKind.BREAK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Break down of the budget", "Lunch sponsors", "Coffee machine interface", "Tea leaves"})
    void aTitleThatOnlyBeginsLikeOneIsNone(String title) {
        assertThat(OutlineReader.read("Opening\n" + title).rows().getLast().kind())
                .isEqualTo(ItemKind.NORMAL);
    }

    @Test
    void whatHasSomethingUnderItIsNoBreak() {
        assertThat(read("Lunch\n  Sponsors")).containsExactly("1 Lunch", "1.1 Sponsors");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "15=15",
                "15 min=15",
                "15min.=15",
                "15'=15",
                "0:15=15",
                "1:30=90",
                "00:15:00=15",
                "1 h 30=90",
                "1h=60",
                "1.5 h=90",
                "1,5 hours=90",
                "2 hours 5 minutes=125",
                "90 Minutes=90",
                "09:00-10:00=60",
                "9.00 – 9.45=45"
            })
    void timesAreReadAsPeopleWriteThem(String said, int minutes) {
        assertThat(OutlineReader.read("Title\tMinutes\nOpening\t" + said)
                        .rows()
                        .getFirst()
                        .minutes())
                .isEqualTo(minutes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "–", "tbd", "n/a", "0", " "})
    void whereNobodyHasSaidTheTimeThereIsNone(String said) {
        assertThat(OutlineReader.read("Title\tMinutes\nOpening\t" + said)
                        .rows()
                        .getFirst()
                        .minutes())
                .isNull();
    }

    // --- what is refused, by line ---

    @Test
    void aCircleOfParentsIsToldOnEachOfItsLines() {
        String circle = "Lines 3 and 5 stand under each other.";
        assertThat(problems("No\tTitle\tParent\n1\tA\t\n2\tB\t4\n3\tC\t\n4\tD\t2\n5\tE\t5"))
                .containsExactly(
                        Map.entry("lines[3]", circle),
                        Map.entry("lines[5]", circle),
                        Map.entry("lines[6]", "This line stands under itself."));
        assertThat(problems("No\tTitle\tParent\n1\tA\t2\n2\tB\t3\n3\tC\t1").get("lines[2]"))
                .isEqualTo("Lines 2, 3 and 4 stand under each other.");
    }

    @Test
    void aLongCircleIsToldShortly() {
        String rows = IntStream.range(0, 1_000)
                .mapToObj(n -> n + "\tItem " + n + "\t" + (n + 1) % 1_000)
                .collect(Collectors.joining("\n"));

        assertThat(problems("No\tTitle\tParent\n" + rows))
                .hasSize(20)
                .containsEntry("lines[2]", "Lines 2, 3, 4, 5, 6 and 995 more stand under each other.");
    }

    @Test
    void aParentThatIsNotThereIsNamed() {
        assertThat(problems("No\tTitle\tParent\n1\tA\t\n2\tB\t7"))
                .containsExactly(Map.entry("lines[3]", "There is no item “7” that this one could stand under."));
    }

    @Test
    void aDepthBeyondSixIsRefusedInWordsHoweverDeep() {
        String staircase =
                IntStream.range(0, 50).mapToObj(n -> " ".repeat(n) + "Item").collect(Collectors.joining("\n"));
        assertThat(problems(staircase)).hasSize(20).containsEntry("lines[7]", "Items can be at most six levels deep.");
        assertThat(problems("1 A\n" + "1.".repeat(49) + "1 B").get("lines[2]")).contains("six levels");
        assertThat(problems("No\tTitle\tParent\n"
                        + IntStream.range(0, 900)
                                .mapToObj(n -> n + "\tItem\t" + (n == 0 ? "" : n - 1))
                                .collect(Collectors.joining("\n"))))
                .containsKey("lines[8]");
        assertThat(problems("Level\tTitle\n1\tA\n999999999\tB")).containsKey("lines[3]");
        assertThat(problems("#".repeat(50) + " A\n# B")).containsKey("lines[1]");
    }

    @Test
    void aNumberWhoseParentIsMissingIsTold() {
        assertThat(problems("1 A\n1.1.1 B").get("lines[2]")).contains("more than one level below");
    }

    @Test
    void nothingStandsUnderABreak() {
        assertThat(problems("Level\tTitle\tKind\n1\tFresh air\tbreak\n2\tB\t").get("lines[3]"))
                .contains("Nothing stands under a break");
    }

    @Test
    void whatIsUnreadableOrTooLongIsToldByLine() {
        assertThat(problems("Title\tMinutes\nOpening\tsoon\n" + "x".repeat(301) + "\t5\nLong\t1441\n\t5"))
                .containsEntry("lines[2]", "“soon” is no planned time: write 15, 15 min or 0:15.")
                .containsEntry("lines[3]", "This title has 301 characters; 300 is the most.")
                .containsKeys("lines[4]", "lines[5]")
                .hasSize(4);
        assertThat(problems("Opening\n" + "x".repeat(100_000))).containsOnlyKeys("lines[2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n\t\n", "\u200b\ufeff"})
    void emptyTextIsToldSo(String text) {
        assertThat(problems(text)).containsOnlyKeys("text");
    }

    @Test
    void headingsAloneAreNoAgenda() {
        assertThat(problems("No\tTitle\tMinutes\n")).containsOnlyKeys("text");
    }

    @Test
    void aThousandLinesAreTakenAndOneMoreIsNot() {
        assertThat(OutlineReader.read("Item\n".repeat(1_000)).rows()).hasSize(1_000);
        assertThat(problems("Item\n".repeat(1_001)).get("text")).contains("this text has 1,001 lines");
        assertThat(problems("Title\tMinutes\n" + "Item\t5\n".repeat(1_001)).get("text"))
                .contains("1,001");
    }

    @Test
    void aHundredThousandLinesAreRefusedAtOnce() {
        for (String line :
                List.of("7.2.1 An item of business (15 min) - Somebody\n", "An item\t15\tSomebody\r\n", "x\r")) {
            String text = line.repeat(100_000);
            long begun = System.nanoTime();
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> OutlineReader.read(text))
                    .withMessageContaining("at most 1,000 items");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    @Timeout(20)
    void noLineIsSoOddThatItTakesLong() {
        for (String odd :
                List.of("(", "(1", "1.", "\"", "\"\t", "- ", "1 h ", "[(5 min", ", 5 ", "#", " ", "–", "a, ")) {
            try {
                OutlineReader.read("Opening\n" + (odd.repeat(990 / odd.length()) + "\n").repeat(500));
            } catch (Refusal e) {
                assertThat(e.fields()).isNotEmpty();
            }
        }
    }

    @Test
    void controlCharactersAndWhatTurnsTextRoundAreTakenOutAndEmojiStay() {
        assertThat(
                        read(
                                "Ope\u0000ning\u202e \u2066of\u2069 it\u0007\r\n\uFEFFGr\u00fc\u00dfe \uD83D\uDC69\u200D\uD83D\uDE80\r\n\uD83Dhalf"))
                .containsExactly("1 Opening of it", "2 Gr\u00fc\u00dfe \uD83D\uDC69\u200D\uD83D\uDE80", "3 half");
        assertThat(read("\u05e9\u05dc\u05d5\u05dd (5 min) - \u0645\u062d\u0645\u062f"))
                .containsExactly("1 \u05e9\u05dc\u05d5\u05dd | \u0645\u062d\u0645\u062f | 5");
    }
}
