package org.rostrum.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Writes down what Tika reads: a paragraph a line, cells with a tab between, and no more than is asked for. */
final class TextSheet extends DefaultHandler {

    /** Elements that stand on lines of their own. */
    private static final Set<String> BLOCKS = Set.of(
            "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "div", "br", "table", "ul", "ol", "body", "pre");

    /** What a reader of the document never sees. */
    private static final Set<String> UNSEEN = Set.of("head", "title", "script", "style");

    private static final Set<String> CELLS = Set.of("td", "th");

    private static final int DEEPEST = 500;

    private final Writer out;
    private final int most;
    private boolean lines;
    private int written;
    private int depth;
    private int unseen;
    private boolean lineBegun;
    private boolean space;
    private boolean tab;

    /** Thrown where there is enough. */
    static final class Full extends SAXException {
        Full() {
            super("That is enough");
        }
    }

    /** Thrown where elements lie in elements in elements. */
    static final class TooDeep extends SAXException {
        TooDeep() {
            super("Nested too deep");
        }
    }

    TextSheet(Writer out, int most) {
        this.out = out;
        this.most = most;
    }

    /** @param own whether line breaks are the author's own, as in plain text, and not the page's */
    void linesAre(boolean own) {
        lines = own;
    }

    /** Words that are none of the document's. */
    void line(String words) throws SAXException {
        endLine();
        characters(words.toCharArray(), 0, words.length());
        endLine();
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) throws SAXException {
        if (++depth > DEEPEST) {
            throw new TooDeep();
        }
        if (UNSEEN.contains(name)) {
            unseen++;
        } else if (BLOCKS.contains(name)) {
            endLine();
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        depth--;
        if (UNSEEN.contains(name)) {
            unseen--;
        } else if (CELLS.contains(name)) {
            tab = true;
        } else if (BLOCKS.contains(name)) {
            endLine();
        }
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) {
        space = true;
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        if (unseen > 0) {
            return;
        }
        for (int i = start; i < start + length; i++) {
            char character = characters[i];
            if (lines && character == '\n') {
                endLine();
            } else if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
                space = true;
            } else if (!Character.isISOControl(character)) {
                put(character);
            }
        }
    }

    private void put(char character) throws SAXException {
        if (!lineBegun) {
            if (written > 0) {
                write('\n');
            }
        } else if (tab) {
            write('\t');
        } else if (space) {
            write(' ');
        }
        lineBegun = true;
        space = false;
        tab = false;
        write(character);
    }

    private void endLine() {
        lineBegun = false;
        space = false;
        tab = false;
    }

    private void write(char character) throws Full {
        if (written >= most) {
            throw new Full();
        }
        try {
            out.write(character);
            written++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
