package org.rostrum.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.RostrumTest;

@RostrumTest
class KeptPiecesTests {

    private final KeptPieces kept;

    KeptPiecesTests(KeptPieces kept) {
        this.kept = kept;
    }

    private record Avatar(String name) {}

    @Test
    void manyAreRenderedAtOnceEachFromItsOwnRecord() throws Exception {
        List<Callable<String>> renderings = IntStream.range(0, 400)
                .<Callable<String>>mapToObj(i -> () -> initials(i / 20 % 20, i % 20))
                .toList();
        try (ExecutorService readers = Executors.newFixedThreadPool(8)) {
            List<Future<String>> rendered = readers.invokeAll(renderings);
            for (int i = 0; i < rendered.size(); i++) {
                assertThat(rendered.get(i).get()).contains(">" + letter(i / 20 % 20) + letter(i % 20) + "<");
            }
        }
    }

    private String initials(int first, int second) {
        return kept.of("ui", "avatar", new Avatar(letter(first) + "nna " + letter(second) + "eispiel"))
                .toString();
    }

    private static String letter(int i) {
        return Character.toString('A' + i);
    }

    @Test
    void whatIsFilledInIsEscapedAndMakesNoPlaceOfItsOwn() {
        KeptPiece piece = new KeptPiece("<p>" + KeptPiece.place("name") + "</p>");
        String attack = "<script>" + KeptPiece.place("csrf");

        assertThat(piece.filled(place -> new Markup(20).text(place + attack)))
                .hasToString("<p>name&lt;script&gt;" + KeptPiece.place("csrf") + "</p>");
    }
}
