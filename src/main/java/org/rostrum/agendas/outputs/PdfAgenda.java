package org.rostrum.agendas.outputs;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A PDF that says what is a heading, a list, a table (PDF/UA), for those who have it read to them. It is laid out from a
 * template; nothing that the template or a text names is fetched from anywhere.
 */
@Component
class PdfAgenda implements AgendaWriter {

    static {
        // It would name each font it tries. What goes wrong is thrown.
        XRLog.setLoggingEnabled(false);
    }

    /** A large one is laid out in the whole, for seconds: many who ask at once take turns, and the others' pages stay fast. */
    private static final int AT_ONCE = 2;

    private final ITemplateEngine templates;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    PdfAgenda(ITemplateEngine templates) {
        this.templates = templates;
    }

    /** Read when the first file is asked for, not when the portal starts. */
    private static final class Fonts {

        private static final PdfFonts ALL = new PdfFonts();
    }

    @Override
    public AgendaFormat format() {
        return AgendaFormat.PDF;
    }

    @Override
    public void write(AgendaSheet sheet, OutputStream out) throws IOException {
        turns.acquireUninterruptibly();
        try {
            layOut(sheet, out);
        } finally {
            turns.release();
        }
    }

    private void layOut(AgendaSheet sheet, OutputStream out) throws IOException {
        Context context = new Context(Locale.UK);
        context.setVariable("sheet", sheet);
        context.setVariable("fonts", PdfFonts.FAMILIES);
        String html = Fonts.ALL.readable(templates.process("agenda/file", context));
        PdfRendererBuilder pdf = new PdfRendererBuilder();
        pdf.withW3cDocument(document(html), null);
        pdf.usePdfUaAccessibility(true);
        pdf.withProducer("Rostrum");
        pdf.useUnicodeBidiSplitter(RightToLeft.Splitter::new);
        pdf.useUnicodeBidiReorderer(new RightToLeft.Reorderer());
        pdf.useUriResolver((base, uri) -> null);
        pdf.useExternalResourceAccessControl(
                (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        pdf.useExternalResourceAccessControl(
                (uri, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        try (PDDocument written = new PDDocument()) {
            pdf.usePDDocument(written);
            Fonts.ALL.giveTo(pdf, written, html);
            pdf.toStream(out);
            pdf.run();
        }
    }

    private static Document document(String html) throws IOException {
        try {
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return parsers.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(e);
        }
    }
}
