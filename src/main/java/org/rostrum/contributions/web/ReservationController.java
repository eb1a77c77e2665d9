package org.rostrum.contributions.web;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Deadline;
import org.rostrum.contributions.Purpose;
import org.rostrum.contributions.SpecificationId;
import org.rostrum.contributions.SpecificationRow;
import org.rostrum.contributions.Specifications;
import org.rostrum.contributions.Submissions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Reserving a number. Whatever is wrong, the form comes back with everything that was typed. */
@Controller
class ReservationController {

    private static final String FORM = "reservation";

    /** Where the form's names differ from those of the API, which are no names in Java. */
    private static final Map<String, String> FIELDS = Map.of("for", "purpose", "abstract", "summary");

    private final Contributions contributions;
    private final Submissions submissions;
    private final Specifications specifications;
    private final Meetings meetings;

    ReservationController(
            Contributions contributions, Submissions submissions, Specifications specifications, Meetings meetings) {
        this.contributions = contributions;
        this.submissions = submissions;
        this.specifications = specifications;
        this.meetings = meetings;
    }

    @GetMapping("/meetings/{id}/contributions/new")
    ModelAndView form(
            @PathVariable MeetingId id,
            @RequestParam(required = false) @Nullable String agendaItem,
            @RequestParam(required = false) @Nullable String specification,
            Viewer viewer,
            Model model) {
        MeetingView meeting = requireContributor(id, viewer);
        return shown(meeting, ReservationForm.empty(viewer.organizationName(), agendaItem, specification), model, 200);
    }

    @PostMapping("/meetings/{id}/contributions")
    ModelAndView reserve(
            @PathVariable MeetingId id,
            @ModelAttribute(FORM) ReservationForm form,
            BindingResult problems,
            @RequestParam(required = false) @Nullable String look,
            Viewer viewer,
            Model model) {
        MeetingView meeting = requireContributor(id, viewer);
        if (look != null) {
            return shown(meeting, form, model, 200);
        }
        if (unchosen(form)) {
            problems.rejectValue("specification", "", "Choose one of the documents found, or clear the search.");
            return shown(meeting, form, model, 422);
        }
        try {
            return new ModelAndView("redirect:/contributions/"
                    + submissions
                            .reserve(id, form.asked().read(), form.intent(), viewer)
                            .id());
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.FORBIDDEN) {
                throw refusal;
            }
            show(refusal, problems);
            if (refusal.fields().containsKey("intent")) {
                // What was sent under the old key has been done; sent again, this is another reservation.
                model.addAttribute("intent", NewId.next());
            }
            return shown(meeting, form, model, refusal.reason().status());
        }
    }

    private MeetingView requireContributor(MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        viewer.require(Act.CONTRIBUTE, meeting.permissions());
        return meeting;
    }

    /** Looked for a document and sent the form with the return key, which chooses none. */
    private static boolean unchosen(ReservationForm form) {
        return form.find() != null
                && !form.find().isBlank()
                && (form.specification() == null || form.specification().isBlank());
    }

    private static void show(Refusal refusal, BindingResult problems) {
        if (refusal.fields().isEmpty() || refusal.fields().containsKey("intent")) {
            problems.reject("", String.valueOf(refusal.getMessage()));
        }
        refusal.fields().forEach((field, message) -> {
            if (!field.equals("intent")) {
                problems.rejectValue(FIELDS.getOrDefault(field, field), "", message);
            }
        });
    }

    private ModelAndView shown(MeetingView meeting, ReservationForm form, Model model, int status) {
        Deadline deadline = submissions.deadline(meeting);
        Instant now = Instant.now();
        model.addAttribute(FORM, form);
        if (!model.containsAttribute("intent")) {
            model.addAttribute("intent", form.intent());
        }
        model.addAttribute("meeting", meeting);
        model.addAttribute("deadline", deadline);
        model.addAttribute("deadlinePassed", deadline.passed(now));
        model.addAttribute("deadlineClosed", deadline.closed(now));
        model.addAttribute("needsPass", deadline.needsPass(now));
        model.addAttribute("types", types());
        model.addAttribute("purposes", purposes());
        model.addAttribute("agenda", agenda(meeting));
        model.addAttribute("specifications", specifications(form));
        ModelAndView page = new ModelAndView("contributions/reserve", model.asMap());
        page.setStatus(HttpStatusCode.valueOf(status));
        return page;
    }

    private static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("", "Choose a type");
        Arrays.stream(ContributionType.values())
                .forEach(type -> types.put(type.code(), type.label() + " (" + type.code() + ")"));
        return types;
    }

    private static Map<String, String> purposes() {
        Map<String, String> purposes = new LinkedHashMap<>();
        purposes.put("", "Choose what it is for");
        Arrays.stream(Purpose.values()).forEach(purpose -> purposes.put(purpose.label(), purpose.label()));
        return purposes;
    }

    private Map<String, String> agenda(MeetingView meeting) {
        Map<String, String> items = new LinkedHashMap<>();
        items.put("", "Leave it to the chair");
        contributions
                .agendaOf(meeting)
                .forEach(place -> items.put(place.item().toString(), place.number() + " " + place.title()));
        return items;
    }

    /** What was found, and what is chosen already, which a new search must not lose. */
    private Map<String, String> specifications(ReservationForm form) {
        Map<String, String> found = new LinkedHashMap<>();
        found.put("", "None");
        if (form.specification() != null && !form.specification().isBlank()) {
            chosen(form.specification(), found);
        }
        if (form.find() != null && !form.find().isBlank()) {
            specifications
                    .find(Specifications.Filter.text(form.find().replace("\u0000", "")), 1)
                    .rows()
                    .forEach(row -> found.put(row.id().toString(), words(row)));
        }
        return found;
    }

    private void chosen(String specification, Map<String, String> found) {
        try {
            specifications
                    .find(new SpecificationId(UUID.fromString(specification)))
                    .ifPresent(row -> found.put(row.id().toString(), words(row)));
        } catch (IllegalArgumentException e) {
            // An identifier that is none chooses nothing.
            return;
        }
    }

    private static String words(SpecificationRow row) {
        return row.fileName() + (row.version() == null ? "" : " (" + row.enabler() + " " + row.version() + ")");
    }
}
