package org.rostrum.agendas.outputs;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
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

    private final ITemplateEngine templates;
    private final Fonts fonts = new Fonts();

    PdfAgenda(ITemplateEngine templates) {
        this.templates = templates;
    }

    /** Read when the first file is asked for, not when the portal starts. */
    private static final class Fonts {
        private static final class Lazy {
            private static final PdfFonts READ = new PdfFonts();
        }

        PdfFonts get() {
            return Lazy.READ;
        }
    }

    @Override
    public AgendaFormat format() {
        return AgendaFormat.PDF;
    }

    @Override
    public void write(AgendaSheet sheet, OutputStream out) throws IOException {
        Context context = new Context(java.util.Locale.UK);
        context.setVariable("sheet", sheet);
        context.setVariable("fonts", PdfFonts.FAMILIES);
        String html = fonts.get().readable(templates.process("agenda/file", context));
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
        fonts.get().giveTo(pdf, html);
        pdf.toStream(out);
        pdf.run();
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

    static {
        XRLog.setLoggingEnabled(false);
    }
}
