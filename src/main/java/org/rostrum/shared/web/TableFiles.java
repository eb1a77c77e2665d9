package org.rostrum.shared.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

/** Tables on their way in and out of pages, whatever they hold. */
public final class TableFiles {

    /** What a form offers where a file does not say how its letters are written. */
    public static final Map<String, String> ENCODINGS;

    private static final String WINDOWS = "windows-1252";

    static {
        Map<String, String> encodings = new LinkedHashMap<>();
        encodings.put("auto", "UTF-8 or UTF-16, as the file says");
        encodings.put(WINDOWS, "Windows-1252: Excel's plain CSV in Western Europe and America");
        ENCODINGS = Collections.unmodifiableMap(encodings);
    }

    private TableFiles() {}

    public static boolean windows1252(@Nullable String encoding) {
        return WINDOWS.equals(encoding);
    }

    public static boolean chosen(@Nullable MultipartFile file) {
        return file != null && !file.isEmpty();
    }

    public static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String name(MultipartFile file) {
        return Objects.requireNonNullElse(file.getOriginalFilename(), "file");
    }

    /** What is wrong with a file, beside the field in which its text was pasted. */
    public static Refusal beside(String field, Refusal refusal) {
        return refusal.fields().containsKey("file")
                ? Refusal.of(refusal.reason(), field, String.valueOf(refusal.getMessage()))
                : refusal;
    }

    public static ResponseEntity<byte[]> csv(String name, String text) {
        return download(
                name, new MediaType("text", "csv", StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    public static ResponseEntity<byte[]> download(String name, MediaType type, byte[] bytes) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .cacheControl(CacheControl.noStore())
                .body(bytes);
    }
}
