package org.rostrum.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The script that keeps what was opened, for reading without a network. Not among the other scripts: it may look after
 * the pages below its own address only, and that address must stay the same from build to build.
 */
@Controller
class OfflineController {

    private static final MediaType SCRIPT =
            new MediaType("text", "javascript", java.nio.charset.StandardCharsets.UTF_8);

    @GetMapping("/service-worker.js")
    ResponseEntity<Resource> worker() {
        return ResponseEntity.ok()
                .contentType(SCRIPT)
                // A worker with a fault must be replaced by the next visit, not in a week.
                .cacheControl(CacheControl.noCache())
                .header("Service-Worker-Allowed", "/")
                .body(new ClassPathResource("service-worker.js"));
    }
}
