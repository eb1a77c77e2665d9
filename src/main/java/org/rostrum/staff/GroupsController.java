package org.rostrum.staff;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupKind;
import org.rostrum.groups.GroupText;
import org.rostrum.groups.Groups;
import org.rostrum.groups.OfficeTerm;
import org.rostrum.groups.Visibility;
import org.rostrum.groups.WorkingGroups;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.History;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Undo;
import org.rostrum.shared.web.Told;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Groups: setting them up, moving and closing them. Their offices are given on the group's own page of roles. */
@Controller
@RequestMapping("/staff/groups")
class GroupsController {

    private static final Map<String, String> VISIBILITIES = visibilities();

    private final GroupRegister register;
    private final Groups groups;
    private final WorkingGroups working;
    private final Undo undo;
    private final Clock clock;

    GroupsController(GroupRegister register, Groups groups, WorkingGroups working, Undo undo, Clock clock) {
        this.register = register;
        this.groups = groups;
        this.working = working;
        this.undo = undo;
        this.clock = clock;
    }

    private static Map<String, String> visibilities() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(Visibility.PUBLIC.name(), "Anybody, signed in or not");
        words.put(Visibility.MEMBERS.name(), "All members");
        words.put(Visibility.GROUP.name(), "Those who take part in the group");
        return words;
    }

    @GetMapping
    String tree(Model model) {
        model.addAttribute("tree", register.tree());
        model.addAttribute("visibilities", VISIBILITIES);
        return "staff/groups";
    }

    @GetMapping("/{group}")
    String page(@PathVariable String group, Model model) {
        GroupRegister.Kept kept = register.require(group);
        Instant now = clock.instant();
        List<OfficeTerm> terms = groups.terms(kept.id());
        model.addAttribute("group", kept);
        model.addAttribute("view", groups.require(group));
        model.addAttribute("visibilities", VISIBILITIES);
        model.addAttribute(
                "now", terms.stream().filter(term -> term.holdsAt(now)).toList());
        model.addAttribute(
                "coming",
                terms.stream().filter(term -> term.since().isAfter(now)).toList());
        model.addAttribute(
                "former",
                terms.stream()
                        .filter(term -> !term.since().isAfter(now) && !term.holdsAt(now))
                        .toList());
        model.addAttribute(
                "slip", undo.latest(History.OFFICE, kept.id().value()).orElse(null));
        return "staff/group";
    }

    /**
     * @param parent the id of the group it reports to; empty for none
     * @param version that the editor saw; null for a new group
     */
    record GroupForm(
            @Nullable String code,
            @Nullable String name,
            @Nullable String scope,
            @Nullable GroupKind kind,
            @Nullable String parent,
            @Nullable Visibility visibility,
            @Nullable Integer version) {

        GroupText text() {
            if (kind == null) {
                throw Refusal.invalid("kind", "Choose what kind of group it is.");
            }
            if (visibility == null) {
                throw Refusal.invalid("visibility", "Choose who may see its documents.");
            }
            return new GroupText(name, scope, kind, parentId(), visibility);
        }

        private @Nullable GroupId parentId() {
            if (parent == null || parent.isBlank()) {
                return null;
            }
            try {
                return GroupId.valueOf(parent);
            } catch (IllegalArgumentException e) {
                throw Refusal.invalid("parent", "There is no such group. Choose one of the list.");
            }
        }
    }

    @GetMapping("/new")
    ModelAndView newForm() {
        return form(null, new GroupForm("", "", "", GroupKind.WORKING_GROUP, "", Visibility.MEMBERS, null));
    }

    private ModelAndView form(GroupRegister.@Nullable Kept group, GroupForm form) {
        Map<String, String> kinds = new LinkedHashMap<>();
        for (GroupKind kind : GroupKind.values()) {
            kinds.put(kind.name(), kind.label());
        }
        Map<String, String> parents = new LinkedHashMap<>();
        parents.put("", "No other group");
        parents.putAll(register.parents(group == null ? null : group.id()));
        return new ModelAndView("staff/group-edit")
                .addObject("form", form)
                .addObject("group", group)
                .addObject("version", form.version())
                .addObject("kinds", kinds)
                .addObject("parents", parents)
                .addObject("visibilities", VISIBILITIES);
    }

    @PostMapping
    ModelAndView create(
            @ModelAttribute("form") GroupForm form, BindingResult problems, Viewer viewer, RedirectAttributes next) {
        try {
            GroupId created = working.create(form.code(), form.text(), viewer.requirePerson());
            next.addFlashAttribute("said", "The group is set up. Appoint its chair and its secretary.");
            return new ModelAndView("redirect:/staff/groups/" + groups.codeOf(created));
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, form(null, form));
        }
    }

    @GetMapping("/{group}/edit")
    ModelAndView edit(@PathVariable String group) {
        GroupRegister.Kept kept = register.require(group);
        return form(kept, form(kept));
    }

    private static GroupForm form(GroupRegister.Kept kept) {
        return new GroupForm(
                kept.code(),
                kept.name(),
                kept.scope(),
                kept.kind(),
                kept.parent() == null ? "" : kept.parent().toString(),
                kept.visibility(),
                kept.version());
    }

    @PostMapping("/{group}/edit")
    ModelAndView edit(
            @PathVariable String group,
            @ModelAttribute("form") GroupForm form,
            BindingResult problems,
            Viewer viewer,
            RedirectAttributes next) {
        GroupRegister.Kept kept = register.require(group);
        try {
            working.edit(kept.id(), form.text(), form.version(), viewer.requirePerson());
            next.addFlashAttribute("said", "Saved.");
            return new ModelAndView("redirect:/staff/groups/" + kept.code());
        } catch (ChangedMeanwhile meanwhile) {
            GroupRegister.Kept now = register.require(group);
            return Told.again(
                    meanwhile,
                    problems,
                    form(now, form).addObject("theirs", form(now)).addObject("version", now.version()));
        } catch (Refusal refusal) {
            return Told.again(refusal, problems, form(kept, form));
        }
    }

    @PostMapping("/{group}/closing")
    String close(@PathVariable String group, Viewer viewer, RedirectAttributes next) {
        GroupRegister.Kept kept = register.require(group);
        try {
            working.close(kept.id(), viewer.requirePerson());
            next.addFlashAttribute("said", "The group is closed. Its meetings and documents stay.");
        } catch (Refusal refusal) {
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:/staff/groups/" + kept.code();
    }

    @PostMapping("/{group}/reopening")
    String reopen(@PathVariable String group, Viewer viewer, RedirectAttributes next) {
        GroupRegister.Kept kept = register.require(group);
        try {
            working.reopen(kept.id(), viewer.requirePerson());
            next.addFlashAttribute("said", "The group is open again.");
        } catch (Refusal refusal) {
            next.addFlashAttribute("refused", refusal.getMessage());
        }
        return "redirect:/staff/groups/" + kept.code();
    }
}
