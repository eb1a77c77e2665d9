package org.rostrum.agendas.outputs;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Arabic letters in the form they have beside their neighbours. A browser or Word does this by the font; what writes PDF
 * shows each letter by itself unless it is given the form. The forms are those that Unicode has code points for, which
 * is enough for Arabic, Persian and Urdu; their table comes from the JDK's own.
 */
final class ArabicLetters {

    private static final char LAM = '\u0644';
    private static final char TATWEEL = '\u0640';
    private static final char JOINER = '\u200D';

    /** The forms of a letter: alone, at the end, at the beginning, in the middle; two of them where it joins one way. */
    private static final Map<String, char[]> FORMS = forms();

    private ArabicLetters() {}

    private static Map<String, char[]> forms() {
        Map<String, StringBuilder> found = new HashMap<>();
        collect('\uFB50', '\uFBFF', found);
        collect('\uFE80', '\uFEFC', found);
        Map<String, char[]> forms = new HashMap<>();
        found.forEach((letter, its) -> forms.put(letter, its.toString().toCharArray()));
        return forms;
    }

    /** Unicode lists the forms of a letter one after the other, always in the same order. */
    private static void collect(char from, char to, Map<String, StringBuilder> found) {
        for (char form = from; form <= to; form++) {
            String letter = Normalizer.normalize(String.valueOf(form), Normalizer.Form.NFKC);
            boolean ligature = letter.length() == 2 && letter.charAt(0) == LAM;
            if (!letter.equals(String.valueOf(form)) && (letter.length() == 1 || ligature)) {
                found.computeIfAbsent(letter, key -> new StringBuilder()).append(form);
            }
        }
    }

    static String shaped(String text) {
        if (text.chars().noneMatch(ArabicLetters::arabic)) {
            return text;
        }
        StringBuilder shaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String letter = String.valueOf(c);
            int last = i;
            if (c == LAM && i + 1 < text.length() && FORMS.containsKey(text.substring(i, i + 2))) {
                letter = text.substring(i, i + 2);
                last = i + 1;
            }
            char[] forms = FORMS.get(letter);
            if (forms == null || forms.length < 2) {
                shaped.append(c);
                continue;
            }
            boolean before = joinsToTheNext(text, i - 1);
            boolean after = forms.length == 4 && joinsToTheOneBefore(text, last + 1);
            shaped.append(forms[(before ? 1 : 0) + (after ? 2 : 0)]);
            i = last;
        }
        return shaped.toString();
    }

    private static boolean arabic(int c) {
        return c >= 0x0600 && c <= 0x06FF;
    }

    private static boolean joinsToTheNext(String text, int at) {
        int i = at;
        while (i >= 0 && mark(text.charAt(i))) {
            i--;
        }
        if (i < 0) {
            return false;
        }
        char c = text.charAt(i);
        char[] forms = FORMS.get(String.valueOf(c));
        // A lam that took its alef along has become a ligature, which joins no further.
        return c == TATWEEL || c == JOINER || (forms != null && forms.length == 4);
    }

    private static boolean joinsToTheOneBefore(String text, int at) {
        int i = at;
        while (i < text.length() && mark(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return false;
        }
        char c = text.charAt(i);
        char[] forms = FORMS.get(String.valueOf(c));
        return c == TATWEEL || c == JOINER || (forms != null && forms.length >= 2);
    }

    private static boolean mark(char c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }
}
