package org.rostrum.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

/** Every pair of colours that meets on a page, in every theme, by the ratio that WCAG 2.2 asks for (1.4.3, 1.4.11). */
class ContrastTests {

    private static final Pattern PAIR = Pattern.compile("--([a-z-]+): light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);");

    private static final double TEXT = 4.5;
    private static final double SHAPE = 3;

    private record Rule(double ratio, List<String> fronts, List<String> backs) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    TEXT,
                    List.of("text", "text-quiet", "text-faint"),
                    List.of("ground", "surface", "sunken", "raised", "hover")),
            new Rule(
                    TEXT,
                    List.of("text", "text-quiet"),
                    List.of("accent-soft", "warn-soft", "bad-soft", "mark", "neutral-soft")),
            new Rule(
                    TEXT,
                    List.of("link", "link-hover", "accent"),
                    List.of("ground", "surface", "hover", "raised", "accent-soft", "sunken")),
            new Rule(TEXT, List.of("bad", "warn", "good"), List.of("ground", "surface", "raised", "hover")),
            new Rule(TEXT, List.of("neutral"), List.of("neutral-soft", "surface", "ground")),
            new Rule(TEXT, List.of("info"), List.of("info-soft")),
            new Rule(TEXT, List.of("good"), List.of("good-soft")),
            new Rule(TEXT, List.of("warn"), List.of("warn-soft")),
            new Rule(TEXT, List.of("bad"), List.of("bad-soft")),
            new Rule(TEXT, List.of("special"), List.of("special-soft")),
            new Rule(
                    TEXT,
                    List.of("on-solid"),
                    List.of("accent-solid", "accent-solid-hover", "bad-solid", "bad-solid-hover")),
            new Rule(SHAPE, List.of("line-strong", "focus", "accent"), List.of("ground", "surface")));

    static Stream<Arguments> pairs() {
        String css = css();
        int contrast = css.indexOf("@media (prefers-contrast: more)");
        Map<String, String[]> plain = palette(css.substring(0, contrast));
        Map<String, String[]> more = new HashMap<>(plain);
        more.putAll(palette(css.substring(contrast)));
        return Stream.of("light", "dark", "light, more contrast", "dark, more contrast")
                .flatMap(theme -> RULES.stream()
                        .flatMap(rule -> rule.fronts().stream()
                                .flatMap(front -> rule.backs().stream().map(back -> {
                                    Map<String, String[]> palette = theme.endsWith("contrast") ? more : plain;
                                    int side = theme.startsWith("dark") ? 1 : 0;
                                    return Arguments.of(
                                            theme,
                                            front,
                                            back,
                                            colour(palette, front)[side],
                                            colour(palette, back)[side],
                                            rule.ratio());
                                }))));
    }

    @ParameterizedTest(name = "{1} on {2}, {0}")
    @MethodSource("pairs")
    void canBeTold(String theme, String front, String back, String frontHex, String backHex, double ratio) {
        assertThat(contrast(frontHex, backHex)).isGreaterThanOrEqualTo(ratio);
    }

    private static String[] colour(Map<String, String[]> palette, String name) {
        return Objects.requireNonNull(palette.get(name), () -> "rostrum.css has no --" + name);
    }

    private static Map<String, String[]> palette(String css) {
        Map<String, String[]> palette = new HashMap<>();
        PAIR.matcher(css)
                .results()
                .forEach(found -> palette.putIfAbsent(found.group(1), new String[] {found.group(2), found.group(3)}));
        return palette;
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
    }

    private static double channel(String hex, int at) {
        double value = Integer.parseInt(hex, at, at + 2, 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static String css() {
        try {
            return new ClassPathResource("static/css/rostrum.css").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
