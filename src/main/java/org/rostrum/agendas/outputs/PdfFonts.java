package org.rostrum.agendas.outputs;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.core.io.ClassPathResource;

/**
 * The letters that PDF files bring along. DejaVu has the scripts of Europe, Arabic and Hebrew; Droid Sans Fallback those of
 * China, Japan and Korea. What neither has, such as most pictures, is said by its name: nobody can read an empty box.
 */
final class PdfFonts {

    static final String FAMILIES = "'Rostrum', 'Rostrum Fallback'";

    private static final String DEJAVU = "net/sf/jasperreports/fonts/dejavu/DejaVuSansCondensed";
    private static final String FALLBACK = "agenda-outputs/fonts/DroidSansFallback.ttf";

    private final byte[] regular = read(DEJAVU + ".ttf");
    private final byte[] bold = read(DEJAVU + "-Bold.ttf");
    private final byte[] fallback = read(FALLBACK);
    private final List<CmapLookup> known = new ArrayList<>();

    PdfFonts() {
        try {
            for (byte[] font : List.of(regular, fallback)) {
                try (TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(font))) {
                    known.add(Objects.requireNonNull(parsed.getUnicodeCmapLookup()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream font = new ClassPathResource(resource).getInputStream()) {
            return font.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Only what is shown goes into a file. Without ligatures: PDFBox looks for them in every word anew, which took half of
     * the time, and there are none that a reader would miss.
     */
    void giveTo(PdfRendererBuilder pdf, PDDocument document, String text) throws IOException {
        pdf.useFont(supplied(regular, document), "Rostrum", 400, FontStyle.NORMAL, true);
        pdf.useFont(supplied(bold, document), "Rostrum", 700, FontStyle.NORMAL, true);
        if (text.codePoints().anyMatch(c -> c > 0x7F && known.getFirst().getGlyphId(c) == 0)) {
            pdf.useFont(supplied(fallback, document), "Rostrum Fallback", 400, FontStyle.NORMAL, true);
        }
    }

    private static PDFontSupplier supplied(byte[] font, PDDocument document) throws IOException {
        TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(font));
        parsed.setEnableGsub(false);
        return new PDFontSupplier(PDType0Font.load(document, parsed, true));
    }

    /** The same text in letters there are. */
    String readable(String text) {
        if (text.codePoints().allMatch(this::has)) {
            return text;
        }
        StringBuilder readable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (has(c)) {
                readable.appendCodePoint(c);
            } else {
                readable.append(inWords(c));
            }
        });
        return readable.toString();
    }

    private boolean has(int c) {
        return c <= 0x7F || (!onlyChangesOthers(c) && known.stream().anyMatch(font -> font.getGlyphId(c) != 0));
    }

    /** Variation selectors and tones of skin. */
    private static boolean onlyChangesOthers(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
    }

    private static String inWords(int c) {
        if (onlyChangesOthers(c) || Character.getType(c) == Character.FORMAT) {
            return "";
        }
        boolean flag = c >= 0x1F1E6 && c <= 0x1F1FF;
        if (flag) {
            return String.valueOf((char) ('A' + c - 0x1F1E6));
        }
        String name = Character.getName(c);
        return name == null ? "?" : "[" + name.toLowerCase(Locale.ROOT) + "]";
    }
}
