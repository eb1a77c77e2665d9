package org.rostrum.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rostrum.imports.ImportKind;
import org.rostrum.imports.Imports;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;

/** People imported and taken back: ten times as many cost about ten times as much, and not a hundred times. */
@RostrumTest
class ImportBenchmark {

    private static final PersonId ADA = new PersonId(Cast.ADA.id());

    private static final String FEW = "1,000 people";
    private static final String MANY = "10,000 people";

    private static final double LIMIT = 15;

    private final Imports imports;

    ImportBenchmark(Imports imports) {
        this.imports = imports;
    }

    @Test
    void tenTimesAsManyCostTenTimesAsMuch() {
        Measured measured = new Measured();
        measured.measure("imported and taken back", FEW, () -> takeAndUndo(1_000));
        measured.measure("imported and taken back", MANY, () -> takeAndUndo(10_000));
        measured.writeTo(Path.of("target", "benchmark", "imports.md"), "An import of people and its size");
        assertThat(measured.ratio("imported and taken back", FEW, MANY)).isLessThan(LIMIT);
    }

    private void takeAndUndo(int people) {
        String tag = UUID.randomUUID().toString().substring(0, 8);
        String csv = IntStream.range(0, people)
                .mapToObj(i ->
                        "Person %d,p%d-%s@import.example,%s%n".formatted(i, i, tag, Cast.Company.EXAMPLECOM.title()))
                .collect(Collectors.joining("", "name,email,organisation\n", ""));
        Imports.Preview preview = imports.preview(imports.paste(ImportKind.PEOPLE, csv, ADA));
        imports.apply(preview.entry().id(), preview.mark(), ADA);
        imports.undo(preview.entry().id(), ADA);
    }
}
