package org.rostrum.account.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rostrum.access.Viewer;
import org.rostrum.account.DataFile;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Everything the portal knows about one, to take away. */
@Controller
class DataController {

    private final DataFile file;

    DataController(DataFile file) {
        this.file = file;
    }

    @GetMapping("/me/data")
    String page() {
        return "me/data";
    }

    /** By way of a file, so that a slow reader holds no connection to the database. It is gone when it was sent. */
    @PostMapping("/me/data")
    void download(Viewer viewer, HttpServletResponse response) throws IOException {
        Path written = Files.createTempFile("rostrum-data-", ".json");
        try {
            try (OutputStream to = Files.newOutputStream(written)) {
                file.write(viewer.requirePerson(), to);
            }
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setContentLengthLong(Files.size(written));
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename("my-data.json")
                            .build()
                            .toString());
            Files.copy(written, response.getOutputStream());
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
