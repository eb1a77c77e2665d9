package org.rostrum.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
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

    @PostMapping("/zone")
    ResponseEntity<Void> choose(
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "/") String from,
            HttpServletRequest request) {
        var answer = ResponseEntity.status(HttpStatus.SEE_OTHER).location(OwnPath.of(from));
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
}
