package org.rostrum.documents.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.rostrum.documents.DocumentSettings;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;

/**
 * What did not announce its size and was cut off by the servlet container. That happens before any controller is found,
 * so this advice is for no controller in particular.
 */
@ControllerAdvice
class TooLargeUploads {

    private static final long LISTENED_TO = DataSize.ofMegabytes(16).toBytes();

    private final DocumentSettings settings;

    TooLargeUploads(DocumentSettings settings) {
        this.settings = settings;
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    Object tooLarge(HttpServletRequest request) {
        hearOut(request);
        if (request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
            return ResponseEntity.of(
                            ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE, settings.tooLarge()))
                    .build();
        }
        return new ModelAndView("error/413", Map.of("tooLarge", settings.tooLarge()), HttpStatus.CONTENT_TOO_LARGE);
    }

    /** Who is still sending when the connection closes may never read the answer; so a little more is listened to. */
    private static void hearOut(HttpServletRequest request) {
        try {
            InputStream rest = request.getInputStream();
            byte[] ignored = new byte[64 * 1024];
            long heard = 0;
            int read = 0;
            while (read >= 0 && heard < LISTENED_TO) {
                read = rest.read(ignored);
                heard += read;
            }
        } catch (IOException | IllegalStateException gone) {
            // Then there is nobody to answer.
        }
    }
}
