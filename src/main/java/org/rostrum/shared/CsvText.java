package org.rostrum.shared;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A file's bytes as text. What cannot be read without guessing is refused: a wrong guess spoils names for good. */
public final class CsvText {

    public static final int LARGEST = 8 * 1024 * 1024;

    private static final String FIELD = "file";

    private CsvText() {}

    public static String decode(byte[] bytes, boolean windows1252) {
        if (bytes.length > LARGEST) {
            throw Refusal.of(Refusal.Reason.TOO_LARGE, FIELD, "The file is larger than 8 MB. Split it into several.");
        }
        if (startsWith(bytes, 'P', 'K') || startsWith(bytes, 0xD0, 0xCF)) {
            throw Refusal.invalid(FIELD, "This is a spreadsheet's own file. Save it as CSV (UTF-8) and choose that.");
        }
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return text(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return text(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return text(bytes, 2, StandardCharsets.UTF_16BE);
        }
        return text(bytes, 0, windows1252 ? Charset.forName("windows-1252") : StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int from, Charset charset) {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw Refusal.invalid(FIELD, "This is no text file. Save the table as CSV (UTF-8) and choose that.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw Refusal.invalid(
                    FIELD,
                    charset.equals(StandardCharsets.UTF_8)
                            ? "The file is not in UTF-8, so its letters cannot be told for certain. Save it as CSV UTF-8; or, "
                                    + "if it comes from Excel in Western Europe or America, choose Windows-1252 below and "
                                    + "look at the names in the preview."
                            : "The file cannot be read as " + charset.displayName() + ". Save it as CSV UTF-8.");
        }
    }
}
