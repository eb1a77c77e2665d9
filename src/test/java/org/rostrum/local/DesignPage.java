package org.rostrum.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.DirectFieldBindingResult;
import org.springframework.web.bind.annotation.GetMapping;

/** Every component in all its states, at /design: what looks right here looks right everywhere. */
@Controller
@Profile("local")
class DesignPage {

    private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

    private final Clock clock = Clock.systemUTC();

    /** What the page's form holds. */
    record Sample(
            String title, String type, String purpose, String summary, String file, boolean pass, LocalDate day) {}

    /** The portal's own rules refuse what they do not list, and they are not to list a page of the local run. */
    @Bean
    @Order(0)
    static SecurityFilterChain design(HttpSecurity http) throws Exception {
        return http.securityMatcher("/design", "/design/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .headers(
                        headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(
                                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'")))
                .build();
    }

    @GetMapping("/design")
    String components(Model model) {
        times(model);
        model.addAttribute(
                "types", new TreeMap<>(Map.of("CR", "Change request", "DISC", "Discussion", "INP", "Input")));
        model.addAttribute(
                "purposes",
                new TreeMap<>(
                        Map.of("AGREEMENT", "Agreement", "DISCUSSION", "Discussion", "INFORMATION", "Information")));
        var sample = new Sample("", "CR", "AGREEMENT", "Kept as it was typed.", "", false, LocalDate.of(2026, 11, 26));
        var problems = new DirectFieldBindingResult(sample, "sample");
        problems.rejectValue("title", "missing", "Enter a title");
        problems.rejectValue("type", "wrong", "This group takes no change requests");
        problems.rejectValue("pass", "missing", "Say whether the chair gave a late pass");
        problems.reject("late", "The deadline passed on Thursday at 23:59");
        model.addAttribute("sample", sample);
        model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "sample", problems);
        return "local/design";
    }

    @GetMapping("/design/room")
    String room(Model model) {
        times(model);
        return "local/design-room";
    }

    @GetMapping("/design/screen")
    String screen() {
        return "local/design-screen";
    }

    private void times(Model model) {
        Instant at = Instant.parse("2026-11-26T13:00:00Z");
        model.addAttribute("zone", WARSAW);
        model.addAttribute("at", at);
        model.addAttribute("end", at.plus(Duration.ofMinutes(90)));
        model.addAttribute("night", at.plus(Duration.ofHours(10)));
        model.addAttribute("soon", clock.instant().plus(Duration.ofDays(3)));
        model.addAttribute("from", LocalDate.of(2026, 11, 23));
        model.addAttribute("to", LocalDate.of(2026, 11, 27));
        model.addAttribute("month", YearMonth.of(2020, 4));
    }
}
