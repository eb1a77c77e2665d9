package org.rostrum.agendas.outputs;

import com.openhtmltopdf.bidi.BidiReorderer;
import com.openhtmltopdf.bidi.BidiSplitter;
import com.openhtmltopdf.bidi.BidiTextRun;
import java.text.Bidi;
import java.text.Normalizer;
import java.util.stream.IntStream;

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
            byte[] levels = new byte[bidi.getRunCount()];
            Integer[] order = IntStream.range(0, levels.length).boxed().toArray(Integer[]::new);
            for (int i = 0; i < levels.length; i++) {
                levels[i] = (byte) bidi.getRunLevel(i);
            }
            Bidi.reorderVisually(levels, 0, order, 0, order.length);
            runs = new BidiTextRun[order.length];
            for (int i = 0; i < order.length; i++) {
                int run = order[i];
                int start = bidi.getRunStart(run);
                runs[i] = new BidiTextRun(
                        start,
                        bidi.getRunLimit(run) - start,
                        bidi.getRunLevel(run) % 2 == 1 ? BidiSplitter.RTL : BidiSplitter.LTR);
            }
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
            StringBuilder turned = new StringBuilder(text.length());
            int end = text.length();
            while (end > 0) {
                int start = end;
                do {
                    start -= Character.charCount(text.codePointBefore(start));
                } while (start > 0 && Character.getType(text.codePointAt(start)) == Character.NON_SPACING_MARK);
                turned.append(mirrored(text.substring(start, end)));
                end = start;
            }
            return turned.toString();
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
