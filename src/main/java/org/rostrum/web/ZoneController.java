package org.rostrum.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lets a reader choose their time zone without a script. */
@Controller
class ZoneController {

    /**
     * A path of this site and nothing else. Browsers read {@code //host} and {@code /\host} as another site, drop tabs
     * and line breaks before they look, and fold {@code /.//host} into the first of them.
     */
    private static final Pattern OWN_PATH = Pattern.compile("/(?!/)[^\\\\\\p{Cntrl}\\s]*");

    @PostMapping("/zone")
    ResponseEntity<Void> choose(
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "/") String from,
            HttpServletRequest request) {
        var answer = ResponseEntity.status(HttpStatus.SEE_OTHER).location(ownPath(from));
        if (zone.isEmpty() || ReaderZone.known(zone) != null) {
            answer.header(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(ReaderZone.COOKIE, zone.isEmpty() ? ReaderZone.NONE : zone)
                            .path("/")
                            .maxAge(Duration.ofDays(365))
                            .sameSite("Lax")
                            .secure(request.isSecure())
                            .build()
                            .toString());
        }
        return answer.build();
    }

    static URI ownPath(String from) {
        URI home = URI.create("/");
        if (!OWN_PATH.matcher(from).matches()) {
            return home;
        }
        try {
            URI uri = new URI(from);
            return uri.getRawPath().contains("//") ? home : uri;
        } catch (URISyntaxException e) {
            return home;
        }
    }
}
