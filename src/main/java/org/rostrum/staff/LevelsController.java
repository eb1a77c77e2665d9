package org.rostrum.staff;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.organizations.Entitlement;
import org.rostrum.organizations.Extent;
import org.rostrum.organizations.MemberRight;
import org.rostrum.organizations.MembershipLevels;
import org.rostrum.organizations.MembershipLevels.Level;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Membership levels: the vote's weight, and which level has which right. */
@Controller
@RequestMapping("/staff/levels")
class LevelsController {

    private final MembershipLevels levels;

    LevelsController(MembershipLevels levels) {
        this.levels = levels;
    }

    @GetMapping
    String matrix(Model model) {
        model.addAttribute("levels", levels.all());
        model.addAttribute("rights", levels.descriptions());
        return "staff/levels";
    }

    /**
     * A level as it was typed: a right has a select {@code extent-RIGHT} and a note {@code note-RIGHT}, which are no names
     * of Java.
     *
     * @param version that the editor saw; null for a new level
     */
    record LevelForm(
            String name,
            String voteWeight,
            Map<MemberRight, Entitlement> rights,
            @Nullable Integer version) {

        static LevelForm typed(Map<String, String> fields) {
            Map<MemberRight, Entitlement> rights = new EnumMap<>(MemberRight.class);
            for (MemberRight right : MemberRight.values()) {
                String extent = fields.getOrDefault("extent-" + right, "");
                rights.put(
                        right,
                        new Entitlement(
                                Arrays.stream(Extent.values())
                                        .filter(known -> known.name().equals(extent))
                                        .findFirst()
                                        .orElse(Extent.NO),
                                fields.getOrDefault("note-" + right, "")));
            }
            String version = fields.getOrDefault("version", "");
            return new LevelForm(
                    fields.getOrDefault("name", ""),
                    fields.getOrDefault("voteWeight", ""),
                    rights,
                    version.matches("\\d{1,9}") ? Integer.valueOf(version) : null);
        }

        static LevelForm of(Level level) {
            return new LevelForm(level.name(), level.voteWeight().toPlainString(), level.rights(), level.version());
        }

        /** ½ and a comma are what people write. */
        BigDecimal weight() {
            String number =
                    voteWeight.strip().replace(',', '.').replace("½", ".5").replace("1/2", "0.5");
            if (!number.matches("\\d{0,4}(\\.\\d{1,4})?") || number.isEmpty()) {
                throw Refusal.invalid("voteWeight", "The vote weight is a number from 0 to 99.99, such as 1 or 0.5.");
            }
            return new BigDecimal(number);
        }

        LevelForm seen(int now) {
            return new LevelForm(name, voteWeight, rights, now);
        }
    }

    @GetMapping("/new")
    ModelAndView newForm() {
        return form(null, new LevelForm("", "1", Map.of(), null), Map.of());
    }

    @PostMapping
    ModelAndView add(@RequestParam Map<String, String> fields, Viewer viewer, RedirectAttributes next) {
        LevelForm form = LevelForm.typed(fields);
        try {
            levels.add(form.name(), form.weight(), form.rights(), viewer.requirePerson());
            next.addFlashAttribute("said", "The level is added.");
            return new ModelAndView("redirect:/staff/levels");
        } catch (Refusal refusal) {
            return again(null, form, refusal);
        }
    }

    @GetMapping("/{level}")
    ModelAndView edit(@PathVariable String level) {
        Level found = require(level);
        return form(found, LevelForm.of(found), Map.of());
    }

    @PostMapping("/{level}")
    ModelAndView change(
            @PathVariable String level,
            @RequestParam Map<String, String> fields,
            Viewer viewer,
            RedirectAttributes next) {
        LevelForm form = LevelForm.typed(fields);
        try {
            levels.change(level, form.name(), form.weight(), form.rights(), form.version(), viewer.requirePerson());
            next.addFlashAttribute("said", "Saved. What the level is entitled to holds at once.");
            return new ModelAndView("redirect:/staff/levels");
        } catch (ChangedMeanwhile meanwhile) {
            Level now = require(level);
            return again(now, form.seen(now.version()), meanwhile).addObject("theirs", LevelForm.of(now));
        } catch (Refusal refusal) {
            return again(require(level), form, refusal);
        }
    }

    private Level require(String code) {
        return levels.all().stream()
                .filter(level -> level.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFound("level"));
    }

    private ModelAndView again(@Nullable Level level, LevelForm form, Refusal refusal) {
        Map<String, String> problems = new HashMap<>(refusal.fields());
        if (problems.isEmpty()) {
            problems.put("", String.valueOf(refusal.getMessage()));
        }
        ModelAndView page = form(level, form, problems);
        page.setStatus(HttpStatusCode.valueOf(refusal.reason().status()));
        return page;
    }

    private ModelAndView form(@Nullable Level level, LevelForm form, Map<String, String> problems) {
        return new ModelAndView("staff/level")
                .addObject("level", level)
                .addObject("form", form)
                .addObject("problems", problems)
                .addObject("extents", Extent.values())
                .addObject("rights", levels.descriptions());
    }
}
