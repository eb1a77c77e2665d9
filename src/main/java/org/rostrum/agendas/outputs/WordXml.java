package org.rostrum.agendas.outputs;

import java.io.OutputStream;
import java.text.Bidi;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The words of WordprocessingML, written straight into a stream: no document is ever held in memory. */
final class WordXml {

    static final String MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final XMLStreamWriter xml;

    WordXml(OutputStream out) throws XMLStreamException {
        xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
    }

    WordXml begin(String root) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("w", root, MAIN);
        xml.writeNamespace("w", MAIN);
        xml.writeNamespace("r", RELATIONS);
        return this;
    }

    void end() throws XMLStreamException {
        xml.writeEndDocument();
        xml.flush();
    }

    WordXml open(String element) throws XMLStreamException {
        xml.writeStartElement("w", element, MAIN);
        return this;
    }

    WordXml close() throws XMLStreamException {
        xml.writeEndElement();
        return this;
    }

    /** An element without content; its attributes as name and value in turn. */
    WordXml say(String element, String... attributes) throws XMLStreamException {
        xml.writeEmptyElement("w", element, MAIN);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute("w", MAIN, attributes[i], attributes[i + 1]);
        }
        return this;
    }

    /** Which part an element that is open points to. */
    WordXml relation(String type, String id) throws XMLStreamException {
        xml.writeAttribute("w", MAIN, "type", type);
        xml.writeAttribute("r", RELATIONS, "id", id);
        return this;
    }

    WordXml paragraph(String style) throws XMLStreamException {
        open("p").open("pPr").say("pStyle", "val", style);
        return close();
    }

    /** A paragraph that reads from the right where its text does. */
    WordXml paragraphFor(String style, String text) throws XMLStreamException {
        open("p").open("pPr").say("pStyle", "val", style);
        if (readsFromTheRight(text)) {
            say("bidi");
        }
        return close();
    }

    /** In runs of one direction each: Word chooses fonts and marks by what a run says it is. */
    WordXml text(String text) throws XMLStreamException {
        return text(text, "");
    }

    WordXml text(String text, String characterStyle) throws XMLStreamException {
        if (!Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
            return run(text, characterStyle, false);
        }
        var direction = new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        for (int i = 0; i < direction.getRunCount(); i++) {
            run(
                    text.substring(direction.getRunStart(i), direction.getRunLimit(i)),
                    characterStyle,
                    direction.getRunLevel(i) % 2 == 1);
        }
        return this;
    }

    private WordXml run(String text, String characterStyle, boolean fromTheRight) throws XMLStreamException {
        open("r");
        if (fromTheRight || !characterStyle.isEmpty()) {
            open("rPr");
            if (!characterStyle.isEmpty()) {
                say("rStyle", "val", characterStyle);
            }
            if (fromTheRight) {
                say("rtl");
            }
            close();
        }
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                say("br");
            }
            String[] parts = lines[i].split("\t", -1);
            for (int k = 0; k < parts.length; k++) {
                if (k > 0) {
                    say("tab");
                }
                open("t");
                xml.writeAttribute("xml", "http://www.w3.org/XML/1998/namespace", "space", "preserve");
                xml.writeCharacters(parts[k]);
                close();
            }
        }
        return close();
    }

    /** What Word counts itself: PAGE, NUMPAGES. */
    WordXml field(String code) throws XMLStreamException {
        open("r").say("fldChar", "fldCharType", "begin").close();
        open("r").open("instrText");
        xml.writeCharacters(" " + code + " ");
        close().close();
        open("r").say("fldChar", "fldCharType", "separate").close();
        run("1", "", false);
        return open("r").say("fldChar", "fldCharType", "end").close();
    }

    static boolean readsFromTheRight(String text) {
        return Bidi.requiresBidi(text.toCharArray(), 0, text.length())
                && !new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
    }
}
