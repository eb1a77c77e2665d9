package org.rostrum.contributions.web;

import java.util.List;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionView;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Wording;
import org.rostrum.contributions.Wordings;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.web.Told;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Editing what a contribution says. Who typed while somebody else saved sees both texts. */
@Controller
@RequestMapping("/contributions/{id}/edit")
class WordingController {

    private final Contributions contributions;
    private final Wordings wordings;
    private final WordingWords words;
    private final SpecificationChoice specifications;

    WordingController(
            Contributions contributions, Wordings wordings, WordingWords words, SpecificationChoice specifications) {
        this.contributions = contributions;
        this.wordings = wordings;
        this.words = words;
        this.specifications = specifications;
    }

    @GetMapping
    ModelAndView edit(@PathVariable ContributionId id, Viewer viewer) {
        ContributionView contribution = requireAuthor(id, viewer);
        return page(contribution, WordingForm.of(wordings.of(contribution)));
    }

    @PostMapping
    ModelAndView edit(
            @PathVariable ContributionId id,
            @ModelAttribute("form") WordingForm form,
            BindingResult problems,
            @RequestParam(defaultValue = "false") boolean look,
            Viewer viewer,
            RedirectAttributes next) {
        ContributionView contribution = requireAuthor(id, viewer);
        if (look) {
            return page(contribution, form);
        }
        if (SpecificationChoice.missing(form.specification(), form.find())) {
            problems.rejectValue("specification", "", "Choose one of the documents found, or clear the search.");
            ModelAndView again = page(contribution, form);
            again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return again;
        }
        try {
            Wording typed = form.read(contribution.row().type());
            return edited(id, typed, form, problems, viewer, next);
        } catch (Refusal refusal) {
            return Told.again(Fields.ofForm(refusal), problems, page(contribution, form));
        }
    }

    private ModelAndView edited(
            ContributionId id,
            Wording typed,
            WordingForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        try {
            wordings.edit(id, typed, form.mark() == null ? "" : form.mark(), viewer);
            next.addFlashAttribute("said", "Saved.");
            return new ModelAndView("redirect:/contributions/" + id);
        } catch (ChangedMeanwhile meanwhile) {
            ContributionView now = requireAuthor(id, viewer);
            Wording kept = wordings.of(now);
            return Told.again(
                    meanwhile,
                    problems,
                    page(now, form).addObject("mark", kept.mark()).addObject("theirs", words.differences(kept, typed)));
        }
    }

    private ContributionView requireAuthor(ContributionId id, Viewer viewer) {
        ContributionView contribution = contributions.require(id, viewer);
        viewer.require(
                Act.REVISE,
                contribution.meeting().permissions().ownedBy(contribution.row().author(), contribution.organization()));
        return contribution;
    }

    private ModelAndView page(ContributionView contribution, WordingForm form) {
        return new ModelAndView("contributions/edit")
                .addObject("contribution", contribution)
                .addObject("meeting", contribution.meeting())
                .addObject("editable", Wordings.editable(contribution))
                .addObject("theirs", List.of())
                .addObject("mark", form.mark())
                .addObject("specifications", specifications.of(form.specification(), form.find()))
                .addObject("form", form);
    }
}
