package org.rostrum.agendas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.agendas.DraftConflict.What;

/** Outlines are written as lines, indented by a space a level: "A" is item A, "A=Other" is item A called Other. */
class DraftMergeTests {

    private static AgendaItemId id(String name) {
        return new AgendaItemId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<OutlineRow> outline(String... lines) {
        List<OutlineRow> rows = new ArrayList<>();
        for (String line : lines) {
            String[] said = line.strip().split("=", 2);
            rows.add(new OutlineRow(
                    id(said[0]),
                    line.length() - line.stripLeading().length(),
                    ItemKind.NORMAL,
                    said[said.length - 1],
                    null,
                    null,
                    null));
        }
        return rows;
    }

    private static List<OutlineRow> changed(
            List<OutlineRow> rows, String item, Function<OutlineRow, OutlineRow> change) {
        return rows.stream()
                .map(row -> id(item).equals(row.id()) ? change.apply(row) : row)
                .toList();
    }

    private static OutlineRow with(OutlineRow row, @Nullable String presenter, @Nullable Integer minutes) {
        return new OutlineRow(row.id(), row.depth(), row.kind(), row.title(), presenter, minutes, row.notes());
    }

    private static List<OutlineRow> merged(List<OutlineRow> base, List<OutlineRow> theirs, List<OutlineRow> mine) {
        return switch (DraftMerge.of(base, theirs, mine)) {
            case DraftMerge.Merged merged -> merged.outline().rows();
            case DraftMerge.Conflicting conflicting -> throw new AssertionError(conflicting);
        };
    }

    private static List<String> lines(List<OutlineRow> rows) {
        return rows.stream().map(row -> " ".repeat(row.depth()) + row.title()).toList();
    }

    private static List<String> merged(String[] base, String[] theirs, String[] mine) {
        return lines(merged(outline(base), outline(theirs), outline(mine)));
    }

    private static List<String> conflicts(List<OutlineRow> base, List<OutlineRow> theirs, List<OutlineRow> mine) {
        return switch (DraftMerge.of(base, theirs, mine)) {
            case DraftMerge.Merged merged ->
                throw new AssertionError(lines(merged.outline().rows()));
            case DraftMerge.Conflicting conflicting ->
                conflicting.conflicts().stream()
                        .map(conflict -> conflict.title() + " " + conflict.what())
                        .toList();
        };
    }

    private static List<String> conflicts(String[] base, String[] theirs, String[] mine) {
        return conflicts(outline(base), outline(theirs), outline(mine));
    }

    private static String[] is(String... lines) {
        return lines;
    }

    @Test
    void changesToDifferentItemsAndDifferentFieldsOfOneAreBothKept() {
        List<OutlineRow> base = outline("A", "B");
        List<OutlineRow> theirs = changed(outline("A", "B=Theirs"), "A", row -> with(row, "Carla", null));
        List<OutlineRow> mine = changed(outline("A=Mine", "B"), "A", row -> with(row, null, 20));

        assertThat(merged(base, theirs, mine))
                .containsExactly(
                        new OutlineRow(id("A"), 0, ItemKind.NORMAL, "Mine", "Carla", 20, null),
                        new OutlineRow(id("B"), 0, ItemKind.NORMAL, "Theirs", null, null, null));
    }

    @Test
    void oneFieldChangedToTwoThingsIsAConflictAndToOneThingIsNone() {
        assertThat(conflicts(is("A", "B"), is("A=Theirs", "B"), is("A=Mine", "B")))
                .containsExactly("Mine TITLE");
        assertThat(merged(is("A", "B"), is("A=Both", "B"), is("A=Both", "B"))).containsExactly("Both", "B");

        List<OutlineRow> base = outline("A");
        assertThat(conflicts(
                        base,
                        changed(base, "A", row -> with(row, "Carla", 10)),
                        changed(base, "A", row -> with(row, "Dana", 20))))
                .containsExactly("A PRESENTER", "A MINUTES");
        List<OutlineRow> said = changed(base, "A", row -> with(row, "Carla", 10));
        assertThat(conflicts(said, changed(base, "A", row -> row), changed(said, "A", row -> with(row, "Carla", 20))))
                .containsExactly("A MINUTES");
    }

    @Test
    void whatBothAddStaysTheirsFirst() {
        assertThat(merged(is("A", "B"), is("A", "T", "B"), is("A", "M", "N", "B")))
                .containsExactly("A", "T", "M", "N", "B");
        assertThat(merged(is("A"), is("T", "A", "V"), is("M", "A", "N"))).containsExactly("T", "M", "A", "V", "N");
        assertThat(merged(is("A"), is("A", " T"), is("A", " M", "  N"))).containsExactly("A", " T", " M", "  N");
        assertThat(merged(is(), is("T"), is("M"))).containsExactly("T", "M");
    }

    @Test
    void whatBothAddAlikeAtOnePlaceIsOne() {
        List<OutlineRow> base = outline("A");
        List<OutlineRow> theirs = outline("A", "T=Close", " U=Thanks");
        List<OutlineRow> mine = outline("A", "M=Close", " N=Thanks", " O=Thanks", "P=Close");

        assertThat(DraftMerge.of(base, theirs, mine)).isInstanceOfSatisfying(DraftMerge.Merged.class, merged -> {
            assertThat(lines(merged.outline().rows())).containsExactly("A", "Close", " Thanks", " Thanks", "Close");
            assertThat(merged.mine()).containsExactly(id("A"), id("T"), id("U"), id("O"), id("P"));
        });
    }

    @Test
    void whatOneMovesTheOtherMayReword() {
        assertThat(merged(is("A", "B", "C"), is("C", "A", "B"), is("A", "B", "C=Mine")))
                .containsExactly("Mine", "A", "B");
        assertThat(merged(is("A", "B", "C"), is("A", "B=Theirs", "C"), is("A", "C", " B")))
                .containsExactly("A", "C", " Theirs");
    }

    @Test
    void whatIsMovedTakesAlongWhatTheOtherPutUnderIt() {
        assertThat(merged(is("A", " B", "C"), is("A", " B", " T", "C"), is("C", "A", " B", " M")))
                .containsExactly("C", "A", " B", " T", " M");
        assertThat(merged(is("A", "C"), is("A", "C", " A2"), is("A", " C"))).containsExactly("A", " C", "  A2");
    }

    @Test
    void movesOfDifferentItemsAreBothMade() {
        assertThat(merged(is("A", "B", "C", "D"), is("B", "C", "D", "A"), is("A", "B", " D", "C")))
                .containsExactly("B", " D", "C", "A");
    }

    @Test
    void oneItemMovedToTwoPlacesIsAConflictAndToOnePlaceIsNone() {
        assertThat(conflicts(is("A", "B", "C"), is("A", " C", "B"), is("A", "B", " C")))
                .containsExactly("C PLACE");
        assertThat(merged(is("A", "B", "C"), is("A", " C", "B"), is("A", " C", "B")))
                .containsExactly("A", " C", "B");
        assertThat(conflicts(is("A", "B", "C", "D"), is("D", "A", "B", "C"), is("A", "D", "B", "C")))
                .containsExactly("D PLACE");
        assertThat(merged(is("A", "B", "C", "D"), is("D", "A", "B", "C"), is("D", "A", "B", "C", "M")))
                .containsExactly("D", "A", "B", "C", "M");
    }

    @Test
    void twoThatAreMovedUnderEachOtherAreAConflict() {
        assertThat(conflicts(is("A", "B"), is("B", " A"), is("A", " B"))).contains("B PLACE");
    }

    @Test
    void whatOneRemovesIsGoneIfTheOtherLeftItAlone() {
        assertThat(merged(is("A", "B", "C"), is("A", "C"), is("A", "B", "C=Mine")))
                .containsExactly("A", "Mine");
        assertThat(merged(is("A", "B", "C"), is("A=Theirs", "B", "C"), is("A", "C")))
                .containsExactly("Theirs", "C");
        assertThat(merged(is("A", " B", "C"), is("A", " B", "C"), is("C"))).containsExactly("C");
        assertThat(merged(is("A", " B", "C"), is("A", " B", "C=Theirs"), is("B", "C")))
                .containsExactly("B", "Theirs");
    }

    @Test
    void whatOneRemovesAndTheOtherChangesMovesOrPutsSomethingUnderIsAConflict() {
        assertThat(conflicts(is("A", "B"), is("A"), is("A", "B=Mine"))).containsExactly("Mine REMOVED");
        assertThat(conflicts(is("A", "B"), is("A", "B=Theirs"), is("A"))).containsExactly("Theirs REMOVED");
        assertThat(conflicts(is("A", "B"), is("A"), is("A", " B"))).containsExactly("B REMOVED");
        assertThat(conflicts(is("A", "B", "C"), is("B", "C", "A"), is("B", "C")))
                .containsExactly("A REMOVED");
        assertThat(conflicts(is("A", "B"), is("A"), is("A", "B", " M"))).containsExactly("B REMOVED");
        assertThat(conflicts(is("A", "B"), is("A", "B", " T"), is("A"))).containsExactly("B REMOVED");
        assertThat(conflicts(is("A", "B", "C"), is("A", "B", " C"), is("A", "C")))
                .containsExactly("B REMOVED");
    }

    @Test
    void bothMayRemoveTheSame() {
        assertThat(merged(is("A", "B"), is("A"), is("A"))).containsExactly("A");
        assertThat(merged(is("A", "B"), is(), is())).isEmpty();
    }

    @Test
    void whatBothTogetherMakeTooDeepOrPutUnderABreakIsAConflict() {
        assertThat(conflicts(
                        is("A", " A1", "  A2", "   A3", "B", " B1", "  B2"),
                        is("A", " A1", "  A2", "   A3", "    B", "     B1", "B2"),
                        is("A", " A1", "  A2", "   A3", "B", " B1", "  B2", "  M")))
                .containsExactly("M SHAPE");

        List<OutlineRow> base = outline("A", "B");
        List<OutlineRow> pause = changed(base, "A", row -> row.ofKind(ItemKind.BREAK));
        assertThat(conflicts(base, pause, outline("A", " M", "B"))).containsExactly("M SHAPE");
    }

    @Test
    void whatIsPutUnderAnItemThatBecameInternalIsInternal() {
        List<OutlineRow> base = outline("A", "B");
        List<OutlineRow> internal = changed(base, "A", row -> row.ofKind(ItemKind.INTERNAL));

        assertThat(merged(base, internal, outline("A", " M", "B")))
                .extracting(OutlineRow::kind)
                .containsExactly(ItemKind.INTERNAL, ItemKind.INTERNAL, ItemKind.NORMAL);
    }

    @Test
    void bothTogetherHoldNoMoreThanAnAgendaDoes() {
        List<OutlineRow> base =
                outline(IntStream.range(0, 990).mapToObj(n -> "Item " + n).toArray(String[]::new));
        List<OutlineRow> theirs = new ArrayList<>(base);
        theirs.addAll(outline(IntStream.range(0, 10).mapToObj(n -> "T" + n).toArray(String[]::new)));
        List<OutlineRow> mine = new ArrayList<>(base);
        mine.addAll(outline("M"));

        assertThat(DraftMerge.of(base, theirs, mine)).isEqualTo(new DraftMerge.Conflicting(List.of()));
    }

    @Test
    void whatBothBroughtBackIsThereOnceAndTheirsIfTheyDiffer() {
        assertThat(merged(is("A"), is("A", "B"), is("B", "A"))).containsExactly("A", "B");
        assertThat(conflicts(is("A"), is("A", "B=Theirs"), is("A", "B=Mine"))).containsExactly("Mine TITLE");
    }

    // --- keeping one's own ---

    private static List<String> keepingMine(String[] base, String[] theirs, String[] mine) {
        return switch (DraftMerge.keepingMine(outline(base), outline(theirs), outline(mine))) {
            case DraftMerge.Merged merged -> lines(merged.outline().rows());
            case DraftMerge.Conflicting conflicting -> List.of("cannot be put together");
        };
    }

    @Test
    void whoKeepsTheirOwnKeepsItWhereBothChangedTheSameAndTheOthersChangesBeside() {
        assertThat(keepingMine(is("A", "B"), is("A=Theirs", "B=Theirs", "T"), is("A=Mine", "B", "M")))
                .containsExactly("Mine", "Theirs", "T", "M");
        assertThat(keepingMine(is("A", "B", "C"), is("A", " C", "B"), is("A", "B", " C")))
                .containsExactly("A", "B", " C");
        assertThat(keepingMine(is("A", "B", "C"), is("A", "C=Theirs"), is("A", "B=Mine", "C")))
                .containsExactly("A", "Mine", "Theirs");
        assertThat(keepingMine(is("A", "B", "C"), is("A", "B=Theirs", "C", "T"), is("A", "C")))
                .containsExactly("A", "C", "T");
    }

    @Test
    void whereEvenThatMakesNoOutlineItIsSaid() {
        assertThat(keepingMine(is("A", "B"), is("A", "B", " T"), is("A"))).containsExactly("cannot be put together");
        assertThat(keepingMine(is("A", "B"), is("A"), is("A", "B", " M"))).containsExactly("cannot be put together");
    }

    // --- whatever anybody does ---

    /** Moves, removes, adds and rewords at random, always leaving an outline. */
    private static final class Editor {

        private final Random random;
        private final String name;
        private int added;

        Editor(Random random, String name) {
            this.random = random;
            this.name = name;
        }

        List<OutlineRow> edits(List<OutlineRow> rows, int times) {
            List<OutlineRow> edited = rows;
            for (int i = 0; i < times; i++) {
                edited = edited(edited);
            }
            return edited;
        }

        private List<OutlineRow> edited(List<OutlineRow> rows) {
            List<OutlineRow> edited = new ArrayList<>(rows);
            int kind = rows.isEmpty() ? 0 : random.nextInt(5);
            int at = rows.isEmpty() ? 0 : random.nextInt(rows.size());
            if (kind == 0) {
                String title = name + added++;
                int place = rows.isEmpty() ? 0 : random.nextInt(rows.size() + 1);
                edited.add(place, new OutlineRow(id(title), 0, ItemKind.NORMAL, title, null, null, null));
                return shaped(edited);
            }
            OutlineRow row = edited.get(at);
            switch (kind) {
                case 1 -> edited.remove(at);
                case 2 -> {
                    edited.remove(at);
                    edited.add(random.nextInt(edited.size() + 1), row);
                }
                case 3 -> edited.set(at, row.atDepth(random.nextInt(4)));
                default ->
                    edited.set(
                            at,
                            new OutlineRow(
                                    row.id(),
                                    row.depth(),
                                    row.kind(),
                                    random.nextBoolean() ? row.title() : name + random.nextInt(100),
                                    random.nextBoolean() ? row.presenter() : name.strip(),
                                    random.nextBoolean() ? row.minutes() : Integer.valueOf(1 + random.nextInt(60)),
                                    row.notes()));
            }
            return shaped(edited);
        }

        private static List<OutlineRow> shaped(List<OutlineRow> rows) {
            List<OutlineRow> shaped = new ArrayList<>();
            int above = -1;
            for (OutlineRow row : rows) {
                above = Math.min(row.depth(), above + 1);
                shaped.add(row.atDepth(above));
            }
            return shaped;
        }
    }

    private static void times(int times, LongConsumer test) {
        long seed = System.nanoTime();
        for (int i = 0; i < times; i++) {
            test.accept(seed + i);
        }
    }

    private static List<OutlineRow> some(Random random) {
        return new Editor(random, "Item ").edits(List.of(), 3 + random.nextInt(30));
    }

    private static String seen(long seed, List<OutlineRow> base, List<OutlineRow> theirs, List<OutlineRow> mine) {
        return "seed %d%nbase %s%ntheirs %s%nmine %s".formatted(seed, lines(base), lines(theirs), lines(mine));
    }

    @Test
    void whereOnlyOneOfBothEditedTheResultIsTheirText() {
        times(400, DraftMergeTests::oneEdits);
    }

    private static void oneEdits(long seed) {
        Random random = new Random(seed);
        List<OutlineRow> base = some(random);
        List<OutlineRow> edited = new Editor(random, "New ").edits(base, 1 + random.nextInt(12));
        String seen = seen(seed, base, base, edited);

        assertThat(merged(base, base, edited)).as(seen).isEqualTo(edited);
        assertThat(merged(base, edited, base)).as(seen).isEqualTo(edited);
        assertThat(merged(base, edited, edited)).as(seen).isEqualTo(edited);
    }

    /** Each works on branches of their own, in any way they like. */
    @Test
    void editsOfDifferentBranchesAreAllMadeWhicheverIsSavedFirst() {
        times(400, DraftMergeTests::bothEditBranches);
    }

    private static void bothEditBranches(long seed) {
        Random random = new Random(seed);
        Editor they = new Editor(random, "Theirs ");
        Editor me = new Editor(random, "Mine ");
        List<OutlineRow> base = new ArrayList<>();
        List<OutlineRow> theirs = new ArrayList<>();
        List<OutlineRow> mine = new ArrayList<>();
        List<OutlineRow> both = new ArrayList<>();
        for (int branch = 0; branch < 6; branch++) {
            OutlineRow head = outline("Branch " + branch).getFirst();
            List<OutlineRow> under = new Editor(random, branch + ".").edits(List.of(), random.nextInt(12));
            boolean itIsTheirs = random.nextBoolean();
            List<OutlineRow> edited = (itIsTheirs ? they : me).edits(under, random.nextInt(8));
            add(base, head, under);
            add(theirs, head, itIsTheirs ? edited : under);
            add(mine, head, itIsTheirs ? under : edited);
            add(both, head, edited);
        }
        String seen = seen(seed, base, theirs, mine);

        assertThat(merged(base, theirs, mine)).as(seen).isEqualTo(both);
        assertThat(merged(base, mine, theirs)).as(seen).isEqualTo(both);
    }

    private static void add(List<OutlineRow> rows, OutlineRow head, List<OutlineRow> under) {
        rows.add(head);
        under.forEach(row -> rows.add(row.atDepth(row.depth() + 1)));
    }

    @Test
    void whateverBothDoTheResultIsAnOutlineThatLosesNothingOrAConflict() {
        times(800, DraftMergeTests::bothEditAnything);
    }

    private static void bothEditAnything(long seed) {
        Random random = new Random(seed);
        List<OutlineRow> base = some(random);
        List<OutlineRow> theirs = new Editor(random, "Theirs ").edits(base, 1 + random.nextInt(5));
        List<OutlineRow> mine = new Editor(random, "Mine ").edits(base, 1 + random.nextInt(5));
        String seen = seen(seed, base, theirs, mine);

        switch (DraftMerge.of(base, theirs, mine)) {
            case DraftMerge.Conflicting conflicting -> {
                assertThat(conflicting.conflicts()).as(seen).isNotEmpty();
                if (DraftMerge.keepingMine(base, theirs, mine) instanceof DraftMerge.Merged merged) {
                    List<OutlineRow> rows = merged.outline().rows();
                    assertThat(Outline.of(rows).rows()).as(seen).isEqualTo(rows);
                    Set<AgendaItemId> kept = ids(rows);
                    Set<AgendaItemId> changedByMe = ItemTree.of(mine).changedSince(ItemTree.of(base));
                    changedByMe.retainAll(ids(mine));
                    assertThat(kept).as(seen).containsAll(changedByMe);
                    for (OutlineRow row : rows) {
                        OutlineRow our = find(mine, row);
                        OutlineRow was = find(base, row);
                        if (our != null && (was == null || !our.title().equals(was.title()))) {
                            assertThat(row.title()).as(seen).isEqualTo(our.title());
                        }
                    }
                }
            }
            case DraftMerge.Merged merged -> {
                List<OutlineRow> rows = merged.outline().rows();
                assertThat(Outline.of(rows).rows()).as(seen).isEqualTo(rows);
                Set<AgendaItemId> wanted = ids(theirs);
                wanted.addAll(ids(mine));
                Set<AgendaItemId> removed = ids(base);
                removed.removeIf(item -> ids(theirs).contains(item) && ids(mine).contains(item));
                wanted.removeAll(removed);
                assertThat(rows)
                        .as(seen)
                        .extracting(OutlineRow::id)
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(wanted);
                for (OutlineRow row : rows) {
                    OutlineRow was = find(base, row);
                    OutlineRow their = find(theirs, row);
                    OutlineRow our = find(mine, row);
                    for (Function<OutlineRow, @Nullable Object> field : List.<Function<OutlineRow, @Nullable Object>>of(
                            OutlineRow::title, OutlineRow::presenter, OutlineRow::minutes)) {
                        Object said = field.apply(row);
                        assertThat(said).as(seen).isIn(values(field, their, our));
                        if (was != null && their != null && our != null) {
                            boolean theyChanged = !Objects.equals(field.apply(their), field.apply(was));
                            assertThat(said).as(seen).isEqualTo(field.apply(theyChanged ? their : our));
                        }
                    }
                }
            }
        }
    }

    private static List<@Nullable Object> values(
            Function<OutlineRow, @Nullable Object> field, @Nullable OutlineRow one, @Nullable OutlineRow other) {
        List<@Nullable Object> values = new ArrayList<>();
        if (one != null) {
            values.add(field.apply(one));
        }
        if (other != null) {
            values.add(field.apply(other));
        }
        return values;
    }

    private static @Nullable OutlineRow find(List<OutlineRow> rows, OutlineRow like) {
        return rows.stream()
                .filter(row -> Objects.equals(row.id(), like.id()))
                .findFirst()
                .orElse(null);
    }

    private static Set<AgendaItemId> ids(List<OutlineRow> rows) {
        return rows.stream()
                .map(row -> Objects.requireNonNull(row.id()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void aThousandItemsInAnotherOrderAreMergedInABlink() {
        List<OutlineRow> base =
                outline(IntStream.range(0, 1_000).mapToObj(n -> "Item " + n).toArray(String[]::new));
        List<OutlineRow> theirs = changed(base, "Item 500", row -> with(row, "Carla", 10));
        List<OutlineRow> mine = base.reversed();

        long begun = System.nanoTime();
        assertThat(merged(base, theirs, mine))
                .extracting(OutlineRow::id)
                .isEqualTo(mine.stream().map(OutlineRow::id).toList());
        assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(1_000);
    }

    @Test
    void aConflictSaysInWordsWhatItIsAbout() {
        List<DraftConflict> conflicts = new ArrayList<>();
        for (What what : What.values()) {
            conflicts.add(new DraftConflict(id(what.name()), "Item " + conflicts.size(), what));
        }
        StaleDraft stale = new StaleDraft(7, conflicts);

        assertThat(stale)
                .hasMessageContaining("revision 7")
                .hasMessageContaining("both of you changed “Item 0” (two titles), “Item 1” (two presenters)")
                .hasMessageContaining("and " + (What.values().length - 5) + " more")
                .hasMessageContaining("Nothing was overwritten");
        assertThat(new StaleDraft(7, List.of())).hasMessageNotContainingAny("both");
    }
}
