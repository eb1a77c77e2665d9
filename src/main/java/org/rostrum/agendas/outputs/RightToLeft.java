package org.rostrum.agendas.outputs;

import com.openhtmltopdf.bidi.BidiReorderer;
import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.text.Bidi;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Scripts that read from the right, for what writes PDF, by the JDK's own algorithm. */
final class RightToLeft {

    private static final String OPENING = "([{<«‹≤";
    private static final String CLOSING = ")]}>»›≥";

    private RightToLeft() {}

    /** Tells which parts of a paragraph read which way. */
    static final class Splitter implements BidiSplitter {

        private BidiTextRun[] runs = {};

        @Override
        public void setParagraph(String paragraph, byte defaultDirection) {
            if (paragraph.isEmpty() || !Bidi.requiresBidi(paragraph.toCharArray(), 0, paragraph.length())) {
                runs = new BidiTextRun[] {new BidiTextRun(0, paragraph.length(), BidiSplitter.LTR)};
                return;
            }
            Bidi bidi = new Bidi(
                    paragraph,
                    defaultDirection == BidiSplitter.RTL ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
            runs = defaultDirection == BidiSplitter.RTL ? visual(bidi) : withTheirNumbers(bidi);
        }

        private static BidiTextRun[] visual(Bidi bidi) {
            byte[] levels = new byte[bidi.getRunCount()];
            BidiTextRun[] runs = new BidiTextRun[levels.length];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = (byte) bidi.getRunLevel(i);
                int start = bidi.getRunStart(i);
                runs[i] = new BidiTextRun(start, bidi.getRunLimit(i) - start, levels[i] % 2 == 1 ? RTL : LTR);
            }
            Bidi.reorderVisually(levels, 0, runs, 0, runs.length);
            return runs;
        }

        /** In a line from the left, what reads from the right is one piece with its numbers, which stand at its left. */
        private static BidiTextRun[] withTheirNumbers(Bidi bidi) {
            List<BidiTextRun> runs = new ArrayList<>();
            for (int i = 0; i < bidi.getRunCount(); i++) {
                int start = bidi.getRunStart(i);
                byte direction = bidi.getRunLevel(i) == 0 ? LTR : RTL;
                while (direction == RTL && i + 1 < bidi.getRunCount() && bidi.getRunLevel(i + 1) > 0) {
                    i++;
                }
                runs.add(new BidiTextRun(start, bidi.getRunLimit(i) - start, direction));
            }
            return runs.toArray(BidiTextRun[]::new);
        }

        @Override
        public int countTextRuns() {
            return runs.length;
        }

        @Override
        public BidiTextRun getVisualRun(int run) {
            return runs[run];
        }

        @Override
        public byte getBaseDirection(String paragraph) {
            return WordXml.readsFromTheRight(paragraph) ? BidiSplitter.RTL : BidiSplitter.LTR;
        }
    }

    /** Turns what reads from the right around, as it is drawn from the left. */
    static final class Reorderer implements BidiReorderer {

        @Override
        public String reorderRTLTextToLTR(String text) {
            if (text.isEmpty()) {
                return text;
            }
            Bidi bidi = new Bidi(text, Bidi.DIRECTION_RIGHT_TO_LEFT);
            List<String> letters = new ArrayList<>();
            List<Integer> levels = new ArrayList<>();
            for (int start = 0; start < text.length(); ) {
                int end = start + Character.charCount(text.codePointAt(start));
                while (end < text.length() && Character.getType(text.codePointAt(end)) == Character.NON_SPACING_MARK) {
                    end += Character.charCount(text.codePointAt(end));
                }
                int level = bidi.getLevelAt(start);
                String letter = text.substring(start, end);
                letters.add(level % 2 == 1 ? mirrored(letter) : letter);
                levels.add(level);
                start = end;
            }
            byte[] depth = new byte[levels.size()];
            for (int i = 0; i < depth.length; i++) {
                depth[i] = levels.get(i).byteValue();
            }
            Object[] turned = letters.toArray();
            Bidi.reorderVisually(depth, 0, turned, 0, turned.length);
            return Arrays.stream(turned).map(String::valueOf).collect(Collectors.joining());
        }

        private static String mirrored(String letter) {
            int opening = OPENING.indexOf(letter);
            if (opening >= 0) {
                return CLOSING.substring(opening, opening + 1);
            }
            int closing = CLOSING.indexOf(letter);
            return closing >= 0 ? OPENING.substring(closing, closing + 1) : letter;
        }

        @Override
        public String shapeText(String text) {
            return ArabicLetters.shaped(text);
        }

        @Override
        public String deshapeText(String text) {
            return Normalizer.normalize(text, Normalizer.Form.NFKC);
        }

        @Override
        public boolean isLiveImplementation() {
            return true;
        }
    }
}
