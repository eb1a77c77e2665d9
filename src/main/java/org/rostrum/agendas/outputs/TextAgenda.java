package org.rostrum.agendas.outputs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Lines of at most 72 columns, as a mail quotes them without breaking them again. */
@Component
class TextAgenda implements AgendaWriter {

    private static final String RULE = "-".repeat(WrappedText.COLUMNS);

    @Override
    public AgendaFormat format() {
        return AgendaFormat.TEXT;
    }

    @Override
    public void write(AgendaSheet sheet, OutputStream out) throws IOException {
        var text = new WrappedText();
        text.paragraph("", sheet.body().toUpperCase(Locale.ROOT));
        text.paragraph("", sheet.title());
        if (sheet.notice() != null) {
            text.line("");
            text.paragraph("", sheet.notice());
        }
        text.line("");
        for (AgendaSheet.Fact fact : sheet.facts()) {
            text.paragraph(padded(fact.label() + ":", 13), fact.text());
        }
        if (!sheet.note().isEmpty()) {
            text.paragraph(padded("Note:", 13), sheet.note());
        }
        text.line("");
        text.line(RULE);
        for (AgendaSheet.Item item : sheet.items()) {
            item(text, item);
        }
        text.line("");
        text.line(RULE);
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void item(WrappedText text, AgendaSheet.Item item) {
        String number = padded(item.number().isEmpty() ? "-" : item.number(), 7) + " ";
        String indent = " ".repeat(number.length());
        text.line("");
        text.paragraph(number, item.title());
        if (!item.inBrief().isEmpty()) {
            text.paragraph(indent, item.inBrief().replace(" · ", ", "));
        }
        for (NoteBlock block : item.notes()) {
            String marker = block.level() == 0
                    ? ""
                    : "  ".repeat(block.level() - 1) + padded(block.marker().replace('•', '*'), 3);
            text.paragraph(indent + marker, block.text());
        }
        for (AgendaSheet.Handled handled : item.contributions()) {
            String under = indent;
            if (handled.together() != null) {
                text.paragraph(indent, "Handled together: " + handled.together());
                under = indent + "  ";
            }
            for (AgendaSheet.Document document : handled.documents()) {
                text.paragraph(
                        under + "- ", document.number() + " (" + document.type() + ") for " + document.purpose());
                text.paragraph(under + "  ", document.title());
                text.paragraph(under + "  ", document.source() + "; " + document.standing());
            }
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
