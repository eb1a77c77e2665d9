package org.rostrum.documents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.txt.TXTParser;
import org.apache.tika.sax.SecureContentHandler;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads the text of documents, in a process of its own: what somebody made to take all time or memory takes that of this
 * process, which {@link TextReader} starts with little of both, without settings or secrets, and ends. Parsers are named
 * one by one, nothing that lies in a document is opened, and no picture is looked at.
 */
final class TextProgram {

    /** Of a zip archive; what comes after is not read. */
    private static final int MOST_FILES = 500;

    /** Of one file in a zip archive, unpacked. */
    private static final long LARGEST_FILE = 64L << 20;

    private static final long SCRATCH = 32L << 20;

    private final ParseContext context = new ParseContext();
    private final OOXMLParser office = new OOXMLParser();
    private final OpenDocumentParser openDocument = new OpenDocumentParser();
    private final PDFParser pdf = new PDFParser();
    private final TXTParser plain = new TXTParser();

    private TextProgram() {
        OfficeParserConfig officeConfig = new OfficeParserConfig();
        // Reads a stream of elements and builds no tree of a document of any size.
        officeConfig.setUseSAXDocxExtractor(true);
        officeConfig.setUseSAXPptxExtractor(true);
        officeConfig.setExtractMacros(false);
        PDFParserConfig pdfConfig = new PDFParserConfig();
        pdfConfig.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdfConfig.setExtractInlineImages(false);
        pdfConfig.setMaxMainMemoryBytes(SCRATCH);
        context.set(OfficeParserConfig.class, officeConfig);
        context.set(PDFParserConfig.class, pdfConfig);
        context.set(EmbeddedDocumentExtractor.class, new Unopened());
    }

    /** What lies within a document: a spreadsheet in a presentation, a picture, another document. */
    private static final class Unopened implements EmbeddedDocumentExtractor {

        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return false;
        }

        @Override
        public void parseEmbedded(InputStream in, ContentHandler to, Metadata metadata, boolean outputHtml) {}
    }

    /** Reads one document after the other: a line says which and where to, a line answers. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        // What libraries print is no answer.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        ZipSecureFile.setMaxFileCount(10_000);
        TextProgram program = new TextProgram();
        try (BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = asked.readLine(); line != null; line = asked.readLine()) {
                String[] words = line.split("\t", 4);
                answers.println(TextReader.ANSWER
                        + program.answer(
                                DocumentKind.valueOf(words[0]),
                                Integer.parseInt(words[1]),
                                Path.of(words[2]),
                                Path.of(words[3])));
                answers.flush();
            }
        }
    }

    private String answer(DocumentKind kind, int most, Path from, Path to) {
        try (Writer out = Files.newBufferedWriter(to)) {
            return read(kind, most, from, out) ? TextReader.READ : TextReader.CUT;
        } catch (EncryptedDocumentException e) {
            return TextReader.PASSWORD;
        } catch (StackOverflowError e) {
            return "Its parts are nested deeper than in any document.";
        } catch (IOException | SAXException | TikaException | RuntimeException e) {
            if (has(e, TextSheet.TooDeep.class)) {
                return "Its parts are nested deeper than in any document.";
            }
            return has(e, Bomb.class)
                    ? "It unpacks to far more than it should."
                    : "It is damaged: its content cannot be read.";
        }
    }

    /** More text than a file of its size can have. */
    private static final class Bomb extends SAXException {
        Bomb(Exception cause) {
            super(cause);
        }
    }

    private static boolean has(@Nullable Throwable e, Class<? extends Throwable> cause) {
        return e != null && (cause.isInstance(e) || has(e.getCause(), cause));
    }

    /** @return whether all of it was read */
    private boolean read(DocumentKind kind, int most, Path from, Writer out)
            throws IOException, SAXException, TikaException {
        TextSheet sheet = new TextSheet(out, most);
        try {
            if (kind == DocumentKind.ZIP) {
                return archive(from, sheet);
            }
            parse(kind, from, sheet);
            return true;
        } catch (SAXException | TikaException e) {
            if (has(e, TextSheet.Full.class)) {
                return false;
            }
            throw e;
        }
    }

    private void parse(DocumentKind kind, Path from, TextSheet sheet) throws IOException, SAXException, TikaException {
        Parser parser = switch (kind) {
            case DOCX, DOCM, PPTX, PPTM, XLSX, XLSM -> office;
            case ODT -> openDocument;
            case PDF -> pdf;
            case MARKDOWN, TEXT -> plain;
            case ZIP -> throw new IllegalArgumentException("An archive is read file by file");
        };
        sheet.linesAre(kind == DocumentKind.MARKDOWN || kind == DocumentKind.TEXT);
        Metadata metadata = new Metadata();
        metadata.set(Metadata.CONTENT_TYPE, kind.mediaType());
        try (TikaInputStream in = TikaInputStream.get(from)) {
            SecureContentHandler secure = new SecureContentHandler(sheet, in);
            try {
                parser.parse(in, secure, metadata, context);
            } catch (SAXException e) {
                requireNoBomb(secure, e);
                throw e;
            }
        }
    }

    private static void requireNoBomb(SecureContentHandler secure, SAXException e) throws Bomb {
        try {
            secure.throwIfCauseOf(e);
        } catch (TikaException bomb) {
            throw new Bomb(bomb);
        }
    }

    /** File by file in the order of their names, which stay the same where an archive was made anew. */
    private boolean archive(Path from, TextSheet sheet) throws IOException, SAXException, TikaException {
        try (ZipFile zip = new ZipFile(from.toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries()).stream()
                    .filter(entry -> !entry.isDirectory())
                    .sorted(Comparator.comparing(ZipEntry::getName))
                    .toList();
            for (ZipEntry entry : entries.subList(0, Math.min(MOST_FILES, entries.size()))) {
                sheet.line(entry.getName());
                part(zip, entry, sheet);
            }
            return entries.size() <= MOST_FILES;
        }
    }

    /** One that cannot be read is passed over: the others can. */
    private void part(ZipFile zip, ZipEntry entry, TextSheet sheet) throws IOException, SAXException, TikaException {
        Path unpacked = Files.createTempFile("part", null);
        try {
            try (InputStream in = zip.getInputStream(entry);
                    OutputStream copy = Files.newOutputStream(unpacked)) {
                long left = LARGEST_FILE;
                byte[] buffer = new byte[64 * 1024];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    left -= read;
                    if (left < 0) {
                        return;
                    }
                    copy.write(buffer, 0, read);
                }
            }
            String name = entry.getName();
            DocumentKind kind = Content.of(unpacked, name.substring(name.lastIndexOf('.') + 1))
                    .kind();
            if (kind != null && kind != DocumentKind.ZIP) {
                parse(kind, unpacked, sheet);
            }
        } catch (IOException | SAXException | TikaException | Refusal e) {
            if (has(e, TextSheet.Full.class)) {
                throw new TextSheet.Full();
            }
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }
}
