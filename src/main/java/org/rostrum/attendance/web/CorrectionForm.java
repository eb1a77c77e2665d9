package org.rostrum.attendance.web;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.attendance.AttendanceId;
import org.rostrum.attendance.AttendanceRecord;
import org.rostrum.attendance.AttendanceRecord.Entry;
import org.rostrum.attendance.AttendanceRecord.Scope;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.WallClock;
import org.rostrum.shared.web.Told;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.ModelAndView;

/** The page that corrects an entry, the same for a meeting's officers and for the staff of an event. */
@Component
class CorrectionForm {

    static final Map<String, String> MODES = modes();
    static final Map<String, String> FOLDS = folds();

    private final AttendanceRecord record;

    CorrectionForm(AttendanceRecord record) {
        this.record = record;
    }

    private static Map<String, String> modes() {
        Map<String, String> words = new LinkedHashMap<>();
        for (ParticipationMode mode : ParticipationMode.values()) {
            words.put(mode.name(), mode.label());
        }
        return words;
    }

    private static Map<String, String> folds() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(WallClock.Fold.FIRST.name(), "The first, before the clocks are put back");
        words.put(WallClock.Fold.SECOND.name(), "The second, after it");
        return words;
    }

    /** @param back the list that the entry stands in */
    ModelAndView show(Scope scope, @Nullable String entry, String back) {
        return page(scope, record.require(scope, id(entry)), null, back);
    }

    private static ModelAndView page(Scope scope, Entry entry, @Nullable TimesForm typed, String back) {
        ZoneId zone = scope.zone();
        TimesForm form = typed != null
                ? typed
                : new TimesForm(
                        "",
                        null,
                        "",
                        entry.mode().name(),
                        TimesForm.typed(entry.arrivedAt(), zone),
                        TimesForm.fold(entry.arrivedAt(), zone),
                        TimesForm.typed(entry.leftAt(), zone),
                        TimesForm.fold(entry.leftAt(), zone),
                        entry.id().toString(),
                        entry.version());
        return new ModelAndView("attendance/correction")
                .addObject("form", form)
                .addObject("entry", entry)
                .addObject("version", entry.version())
                .addObject("scope", scope)
                .addObject("zone", zone)
                .addObject("modes", MODES)
                .addObject("folds", FOLDS)
                .addObject("back", back);
    }

    ModelAndView correct(Scope scope, TimesForm form, BindingResult problems, String back, Viewer viewer) {
        Entry entry = record.require(scope, id(form.entry()));
        try {
            Instant arrived = TimesForm.unlessChanged(form.arrivedAt(scope.zone()), entry.arrivedAt());
            Instant left = form.leftAt(scope.zone());
            record.correct(
                    scope,
                    entry.id(),
                    form.version() == null ? -1 : form.version(),
                    form.how(),
                    arrived,
                    left == null ? null : TimesForm.unlessChanged(left, entry.leftAt()),
                    viewer);
            return new ModelAndView("redirect:" + back);
        } catch (Refusal refusal) {
            ModelAndView page = page(scope, entry, form, back);
            page.addObject("theirs", refusal instanceof ChangedMeanwhile ? entry : null);
            asksWhich(refusal, form, page);
            return Told.again(refusal, problems, page);
        }
    }

    /** Which of two equal times is meant is asked only where there are two. */
    static void asksWhich(Refusal refusal, TimesForm form, ModelAndView page) {
        boolean twice = refusal instanceof WallClock.TwiceOnTheClock;
        page.addObject(
                "askArrived",
                form.arrivedFold() != null || (twice && refusal.fields().containsKey("arrived")));
        page.addObject(
                "askLeft", form.leftFold() != null || (twice && refusal.fields().containsKey("left")));
    }

    static AttendanceId id(@Nullable String entry) {
        try {
            return AttendanceId.valueOf(String.valueOf(entry));
        } catch (IllegalArgumentException e) {
            throw Refusal.conflict("This entry is not there any more; somebody removed it.");
        }
    }
}
