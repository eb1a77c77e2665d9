package org.rostrum.events.web;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A month as a wall calendar has it: weeks from Monday, each event a bar across its days, those of a week in lanes. */
record MonthGrid(YearMonth month, List<Week> weeks) {

    private static final int DAYS = 7;

    /**
     * What is drawn as a bar.
     *
     * @param look classes
     * @param dates in words, for whoever does not see the bar
     */
    record Bar(String name, String href, LocalDate from, LocalDate to, String dates, String look, boolean cancelled) {}

    record Day(LocalDate date, boolean other, boolean today) {}

    /**
     * @param bar null for an empty cell
     * @param begun whether it stood in a week above already
     */
    record Cell(@Nullable Bar bar, int width, boolean begun, boolean goesOn) {}

    record Week(List<Day> days, List<List<Cell>> lanes) {}

    static MonthGrid of(YearMonth month, LocalDate today, List<Bar> bars) {
        List<Bar> sorted = bars.stream()
                .sorted(Comparator.comparing(Bar::from)
                        .thenComparing(Bar::to, Comparator.reverseOrder())
                        .thenComparing(Bar::name))
                .toList();
        List<Week> weeks = new ArrayList<>();
        LocalDate monday = month.atDay(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        for (; !monday.isAfter(month.atEndOfMonth()); monday = monday.plusDays(DAYS)) {
            weeks.add(week(monday, month, today, sorted));
        }
        return new MonthGrid(month, weeks);
    }

    private static Week week(LocalDate monday, YearMonth month, LocalDate today, List<Bar> bars) {
        List<Day> days = new ArrayList<>();
        for (int i = 0; i < DAYS; i++) {
            LocalDate date = monday.plusDays(i);
            days.add(new Day(date, !YearMonth.from(date).equals(month), date.equals(today)));
        }
        List<List<Cell>> lanes = new ArrayList<>();
        List<Integer> filled = new ArrayList<>();
        LocalDate sunday = monday.plusDays(DAYS - 1);
        for (Bar bar : bars) {
            if (bar.from().isAfter(sunday) || bar.to().isBefore(monday)) {
                continue;
            }
            int from =
                    bar.from().isBefore(monday) ? 0 : bar.from().getDayOfWeek().getValue() - 1;
            int to = bar.to().isAfter(sunday) ? DAYS : bar.to().getDayOfWeek().getValue();
            int lane = 0;
            while (lane < lanes.size() && filled.get(lane) > from) {
                lane++;
            }
            if (lane == lanes.size()) {
                lanes.add(new ArrayList<>());
                filled.add(0);
            }
            if (filled.get(lane) < from) {
                lanes.get(lane).add(new Cell(null, from - filled.get(lane), false, false));
            }
            // In the first week of a page nothing stands above, also where it began a month ago.
            boolean begun = bar.from().isBefore(monday) && monday.isAfter(month.atDay(1));
            lanes.get(lane).add(new Cell(bar, to - from, begun, bar.to().isAfter(sunday)));
            filled.set(lane, to);
        }
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (filled.get(lane) < DAYS) {
                lanes.get(lane).add(new Cell(null, DAYS - filled.get(lane), false, false));
            }
        }
        return new Week(days, lanes);
    }
}
