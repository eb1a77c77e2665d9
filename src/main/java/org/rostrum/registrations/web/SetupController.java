package org.rostrum.registrations.web;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.registrations.QuestionId;
import org.rostrum.registrations.QuestionKind;
import org.rostrum.registrations.QuestionText;
import org.rostrum.registrations.RegistrationQuestion;
import org.rostrum.registrations.RegistrationSetup;
import org.rostrum.registrations.RegistrationSetups;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.web.Told;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The staff set registration up: when, for what, how many, and what is asked. */
@Controller
@RequestMapping("/staff/events/{id}/registration")
class SetupController {

    private final Events events;
    private final RegistrationSetups setups;
    private final Clock clock;

    SetupController(Events events, RegistrationSetups setups, Clock clock) {
        this.events = events;
        this.setups = setups;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView page(@PathVariable EventId id) {
        EventView event = events.require(id);
        if (event.within() != null) {
            return new ModelAndView("redirect:/staff/events/" + event.week() + "/registration");
        }
        RegistrationSetup setup = setups.of(event).orElse(null);
        SetupForm form = setup == null
                ? SetupForm.suggested(
                        event,
                        setups.possibleParts(event),
                        clock.instant().atZone(event.zoneOrUtc()).toLocalDate())
                : SetupForm.of(setup);
        return shown(event, setup, form);
    }

    private ModelAndView shown(EventView event, @Nullable RegistrationSetup setup, SetupForm form) {
        return new ModelAndView("registration/setup")
                .addObject("event", event)
                .addObject("now", clock.instant())
                .addObject("setup", setup)
                .addObject("form", form)
                .addObject("zone", event.zoneOrUtc())
                .addObject("twice", form.twice(event.zoneOrUtc()))
                .addObject("parts", setups.possibleParts(event))
                .addObject("problems", Map.of());
    }

    @PostMapping
    ModelAndView save(
            @PathVariable EventId id,
            @RequestParam MultiValueMap<String, String> sent,
            Viewer viewer,
            RedirectAttributes next) {
        EventView event = events.require(id);
        SetupForm form = SetupForm.sent(sent);
        try {
            setups.save(
                    id,
                    form.text(setups.possibleParts(event), event.zoneOrUtc()),
                    form.version(),
                    viewer.requirePerson());
            next.addFlashAttribute("said", "Saved.");
            return back(id);
        } catch (Refusal refusal) {
            RegistrationSetup now = setups.of(event).orElse(null);
            SetupForm again = form;
            if (refusal instanceof ChangedMeanwhile) {
                Map<String, String> fields = new LinkedHashMap<>(form.fields());
                fields.put("version", now == null ? "" : Integer.toString(now.version()));
                again = new SetupForm(fields);
            }
            ModelAndView page = shown(event, now, again).addObject("problems", refusal.fields());
            if (refusal instanceof ChangedMeanwhile && now != null) {
                page.addObject("theirs", now);
            }
            if (refusal.fields().isEmpty()) {
                page.addObject("refused", refusal.getMessage());
            }
            page.setStatus(HttpStatusCode.valueOf(refusal.reason().status()));
            return page;
        }
    }

    private static ModelAndView back(EventId id) {
        return new ModelAndView("redirect:/staff/events/" + id + "/registration#questions");
    }

    // --- Questions ---------------------------------------------------------------------------------------------------

    /**
     * @param options one a line
     * @param version of the setup that the editor saw; null for a new question
     */
    record QuestionForm(
            @Nullable String label,
            @Nullable String hint,
            @Nullable String kind,
            @Nullable String options,
            @Nullable Boolean required,
            @Nullable Boolean inPersonOnly,
            @Nullable String version) {

        QuestionText text() {
            QuestionKind chosen = Stream.of(QuestionKind.values())
                    .filter(one -> one.name().equals(kind))
                    .findFirst()
                    .orElse(null);
            return QuestionText.of(
                    label, hint, chosen, options, Boolean.TRUE.equals(required), Boolean.TRUE.equals(inPersonOnly));
        }

        /** An unreadable one is as good as an old one. */
        @Nullable Integer seen() {
            return version != null && version.matches("\\d{1,9}") ? Integer.valueOf(version) : null;
        }
    }

    private static QuestionForm form(RegistrationQuestion question, int version) {
        return new QuestionForm(
                question.label(),
                question.hint(),
                question.kind().name(),
                String.join("\n", question.options()),
                question.required(),
                question.inPersonOnly(),
                Integer.toString(version));
    }

    /** @param question null for a new one */
    private ModelAndView questionPage(
            RegistrationSetup setup, @Nullable RegistrationQuestion question, QuestionForm form) {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (QuestionKind kind : QuestionKind.values()) {
            kinds.put(kind.name(), kind.label());
        }
        return new ModelAndView("registration/question")
                .addObject("event", setup.event())
                .addObject("now", clock.instant())
                .addObject("question", question)
                .addObject("form", form)
                .addObject("version", setup.version())
                .addObject("kinds", kinds);
    }

    @GetMapping("/questions/new")
    ModelAndView newQuestion(@PathVariable EventId id) {
        return questionPage(
                setups.require(id), null, new QuestionForm("", "", QuestionKind.LINE.name(), "", false, false, null));
    }

    @PostMapping("/questions")
    ModelAndView ask(
            @PathVariable EventId id,
            @ModelAttribute("form") QuestionForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            setups.ask(id, form.text(), viewer.requirePerson());
            next.addFlashAttribute("said", "The question is asked from now on.");
            return back(id);
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, questionPage(setups.require(id), null, form));
        }
    }

    @GetMapping("/questions/{question}")
    ModelAndView question(@PathVariable EventId id, @PathVariable QuestionId question) {
        RegistrationSetup setup = setups.require(id);
        RegistrationQuestion asked = asked(setup, question);
        return questionPage(setup, asked, form(asked, setup.version()));
    }

    @PostMapping("/questions/{question}")
    ModelAndView edit(
            @PathVariable EventId id,
            @PathVariable QuestionId question,
            @ModelAttribute("form") QuestionForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            setups.edit(id, question, form.text(), form.seen(), viewer.requirePerson());
            next.addFlashAttribute("said", "Saved.");
            return back(id);
        } catch (Refusal refusal) {
            RegistrationSetup now = setups.require(id);
            RegistrationQuestion asked = asked(now, question);
            ModelAndView page = questionPage(now, asked, form);
            if (refusal instanceof ChangedMeanwhile) {
                page.addObject("theirs", asked);
            } else {
                page.addObject("version", form.version());
            }
            return Told.again(refusal, problems, page);
        }
    }

    private static RegistrationQuestion asked(RegistrationSetup setup, QuestionId id) {
        return setup.questions().stream()
                .filter(question -> question.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("question"));
    }

    @PostMapping("/questions/{question}/moves")
    ModelAndView move(
            @PathVariable EventId id,
            @PathVariable QuestionId question,
            @RequestParam(defaultValue = "") String to,
            Viewer viewer) {
        if (Stream.of("up", "down").anyMatch(to::equals)) {
            setups.move(id, question, to.equals("up"), viewer.requirePerson());
        }
        return back(id);
    }

    @PostMapping("/questions/{question}/removal")
    ModelAndView remove(
            @PathVariable EventId id, @PathVariable QuestionId question, Viewer viewer, RedirectAttributes next) {
        List<RegistrationQuestion> before = setups.require(id).questions();
        setups.remove(id, question, viewer.requirePerson());
        boolean answered = before.stream().anyMatch(one -> one.id().equals(question) && one.answered());
        next.addFlashAttribute(
                "said",
                answered
                        ? "The question is no longer asked. Its answers stay, and you can ask it again."
                        : "The question is deleted.");
        return back(id);
    }

    @PostMapping("/questions/{question}/return")
    ModelAndView askAgain(
            @PathVariable EventId id, @PathVariable QuestionId question, Viewer viewer, RedirectAttributes next) {
        setups.askAgain(id, question, viewer.requirePerson());
        next.addFlashAttribute("said", "The question is asked again.");
        return back(id);
    }
}
