package org.rostrum.audit.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.audit.AuditEntry;
import org.rostrum.audit.AuditFilter;
import org.rostrum.audit.AuditTrail;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.Page;
import org.rostrum.shared.Refusal;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The log, searched; and a search as a file. */
@Controller
class AuditController {

    private static final int PAGE = 50;
    private static final int CHUNK = 1000;
    private static final int LONGEST = 200;

    private final AuditTrail trail;
    private final BodySettings body;

    AuditController(AuditTrail trail, BodySettings body) {
        this.trail = trail;
        this.body = body;
    }

    @GetMapping("/staff/audit")
    String search(@RequestParam Map<String, String> asked, HttpServletResponse response, Model model) {
        AuditFilter filter = AuditFilter.ALL;
        Page<AuditEntry> found = new Page<>(List.of(), null);
        Map<String, String> problems = Map.of();
        try {
            filter = filter(asked);
            found = trail.search(filter, asked.get("after"), PAGE);
        } catch (Refusal refusal) {
            response.setStatus(refusal.reason().status());
            problems = refusal.fields();
        }
        model.addAttribute("problems", problems);
        model.addAttribute("asked", asked);
        model.addAttribute("filter", filter);
        model.addAttribute("lines", lines(found.items()));
        model.addAttribute("older", found.next() == null ? null : address("/staff/audit", asked, found.next()));
        model.addAttribute("first", asked.containsKey("after") ? address("/staff/audit", asked, null) : null);
        model.addAttribute("csv", address("/staff/audit.csv", asked, null));
        model.addAttribute("actions", inWords(trail.actions()));
        model.addAttribute("types", inWords(trail.subjectTypes()));
        return "staff/audit";
    }

    /** Read and written in pieces, so that a search of a million entries is held nowhere. */
    @GetMapping("/staff/audit.csv")
    void download(@RequestParam Map<String, String> asked, Viewer viewer, HttpServletResponse response)
            throws IOException {
        AuditFilter filter = filter(asked);
        Page<AuditEntry> found = trail.search(filter, null, CHUNK);
        trail.noteDownload(filter, viewer);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename("audit.csv").build().toString());
        try (PrintWriter out = new PrintWriter(response.getOutputStream(), false, StandardCharsets.UTF_8)) {
            AuditCsv csv = new AuditCsv(out);
            csv.head();
            found.items().forEach(csv::row);
            while (found.next() != null) {
                found = trail.search(filter, found.next(), CHUNK);
                found.items().forEach(csv::row);
            }
        }
    }

    private static AuditFilter filter(Map<String, String> asked) {
        Map<String, String> problems = new LinkedHashMap<>();
        AuditFilter filter = new AuditFilter(
                text(asked, "who"),
                text(asked, "behalf"),
                text(asked, "action"),
                text(asked, "type"),
                text(asked, "subject"),
                text(asked, "text"),
                day(asked, "from", problems),
                day(asked, "to", problems));
        if (!problems.isEmpty()) {
            throw Refusal.invalid("What to look for could not be read.", problems);
        }
        return filter;
    }

    private static String text(Map<String, String> asked, String name) {
        String text = asked.getOrDefault(name, "").strip().replace("\u0000", "");
        return text.substring(0, Math.min(LONGEST, text.length()));
    }

    private static @Nullable LocalDate day(Map<String, String> asked, String name, Map<String, String> problems) {
        String typed = asked.getOrDefault(name, "").strip();
        if (typed.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(typed);
            if (day.getYear() >= 1990 && day.getYear() <= 9000) {
                return day;
            }
        } catch (DateTimeParseException _) {
            // Said below, as a year that no log has.
        }
        problems.put(name, "Type the day as 2026-11-23.");
        return null;
    }

    private static Map<String, String> inWords(List<String> names) {
        Map<String, String> words = new LinkedHashMap<>();
        names.forEach(name -> words.put(name, Words.of(name)));
        return words;
    }

    private static String address(String path, Map<String, String> asked, @Nullable String after) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        asked.forEach((name, value) -> {
            if (!name.equals("after") && !value.isBlank()) {
                address.queryParam(name, "{" + name + "}");
            }
        });
        if (after != null) {
            address.queryParam("after", after);
        }
        return address.encode().buildAndExpand(asked).toUriString();
    }

    private List<AuditLine> lines(List<AuditEntry> entries) {
        Set<UUID> mentioned = new HashSet<>();
        for (AuditEntry entry : entries) {
            Change.identifiers(entry.before(), mentioned::add);
            Change.identifiers(entry.after(), mentioned::add);
            UUID subject = Change.identifier(entry.subjectId());
            if (subject != null) {
                mentioned.add(subject);
            }
        }
        Map<UUID, String> names = trail.names(mentioned);
        return entries.stream().map(entry -> line(entry, names)).toList();
    }

    private AuditLine line(AuditEntry entry, Map<UUID, String> names) {
        UUID id = Change.identifier(entry.subjectId());
        String name = id == null ? null : names.get(id);
        return new AuditLine(
                entry,
                Words.of(entry.action()),
                name == null ? entry.subjectId() : name,
                name == null ? null : href(entry, name),
                Change.between(entry.before(), entry.after(), body.timeZone(), names));
    }

    /** @param name of a group, its code */
    private static @Nullable String href(AuditEntry entry, String name) {
        return switch (entry.subjectType()) {
            case "meeting" -> "/meetings/" + entry.subjectId();
            case "contribution" -> "/contributions/" + entry.subjectId();
            case "person" -> "/staff/people/" + entry.subjectId();
            case "organization" -> "/staff/organizations/" + entry.subjectId();
            case "group" -> "/staff/groups/" + name;
            default -> null;
        };
    }
}
