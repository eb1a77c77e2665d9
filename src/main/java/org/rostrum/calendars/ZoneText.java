package org.rostrum.calendars;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * VTIMEZONE: how the clocks of a zone went and go over the years that a calendar spans. Made from the rules that the
 * portal itself reckons with, so that a calendar never shows another hour than a page. Changes that follow a rule are
 * written as one, because calendars that know no RDATE know that; others one by one.
 */
final class ZoneText {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx", Locale.ROOT);
    private static final DateTimeFormatter OFFSET_WITH_SECONDS = DateTimeFormatter.ofPattern("xxxx", Locale.ROOT);

    private record Key(ZoneId zone, int firstYear, int lastYear) {}

    private static final Cache<Key, byte[]> WRITTEN =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private ZoneText() {}

    static boolean isUtc(ZoneId zone) {
        return zone.getRules().isFixedOffset()
                && zone.getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
    }

    /** The component for all times from the first year to the last. */
    static byte[] of(ZoneId zone, int firstYear, int lastYear) {
        return WRITTEN.get(new Key(zone, firstYear, lastYear), ZoneText::write);
    }

    private static byte[] write(Key key) {
        var text = new CalendarText();
        text.line("BEGIN", "VTIMEZONE").line("TZID", key.zone().getId());
        ZoneRules rules = key.zone().getRules();
        Instant from = startOf(key.firstYear()).minusSeconds(86_400);
        Instant to = startOf(key.lastYear() + 1).plusSeconds(86_400);
        ZoneOffsetTransition first = rules.previousTransition(from);
        if (first == null) {
            beforeAnyChange(text, key.zone(), from);
        }
        Instant ruled = rules.getTransitions().isEmpty()
                ? Instant.MIN
                : rules.getTransitions().getLast().getInstant();
        ZoneOffsetTransition next = first == null ? rules.nextTransition(from) : first;
        while (next != null && next.getInstant().isBefore(to)) {
            if (next.getInstant().isAfter(ruled)) {
                Optional<List<Recurring>> recurring = recurring(rules.getTransitionRules(), next);
                if (recurring.isPresent()) {
                    recurring.get().forEach(rule -> observance(text, key.zone(), rule.first(), rule.rule()));
                    break;
                }
            }
            observance(text, key.zone(), next, null);
            next = rules.nextTransition(next.getInstant());
        }
        return text.line("END", "VTIMEZONE").bytes();
    }

    private static Instant startOf(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static void beforeAnyChange(CalendarText text, ZoneId zone, Instant at) {
        ZoneOffset offset = zone.getRules().getOffset(at);
        text.line("BEGIN", "STANDARD")
                .line("DTSTART", "19700101T000000")
                .line("TZOFFSETFROM", offset(offset))
                .line("TZOFFSETTO", offset(offset))
                .text("TZNAME", NAME.format(at.atZone(zone)))
                .line("END", "STANDARD");
    }

    private static void observance(CalendarText text, ZoneId zone, ZoneOffsetTransition change, @Nullable String rule) {
        String kind = zone.getRules().isDaylightSavings(change.getInstant()) ? "DAYLIGHT" : "STANDARD";
        text.line("BEGIN", kind)
                .line("DTSTART", CalendarText.local(change.getDateTimeBefore()))
                .line("TZOFFSETFROM", offset(change.getOffsetBefore()))
                .line("TZOFFSETTO", offset(change.getOffsetAfter()))
                .text("TZNAME", NAME.format(change.getInstant().atZone(zone)));
        if (rule != null) {
            text.line("RRULE", rule);
        }
        text.line("END", kind);
    }

    private static String offset(ZoneOffset offset) {
        return (offset.getTotalSeconds() % 60 == 0 ? OFFSET : OFFSET_WITH_SECONDS).format(offset);
    }

    private record Recurring(ZoneOffsetTransition first, String rule) {}

    /** All of them from the given change on; empty where one of them cannot be said as a rule of RFC 5545. */
    private static Optional<List<Recurring>> recurring(
            List<ZoneOffsetTransitionRule> rules, ZoneOffsetTransition from) {
        List<Optional<Recurring>> recurring =
                rules.stream().map(rule -> recurring(rule, from)).toList();
        return rules.isEmpty() || recurring.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(recurring.stream().flatMap(Optional::stream).toList());
    }

    private static Optional<Recurring> recurring(ZoneOffsetTransitionRule rule, ZoneOffsetTransition from) {
        int year = from.getDateTimeBefore().getYear();
        ZoneOffsetTransition first = rule.createTransition(year);
        if (first.getInstant().isBefore(from.getInstant())) {
            first = rule.createTransition(year + 1);
        }
        LocalDateTime local = first.getDateTimeBefore();
        int day = rule.getDayOfMonthIndicator();
        DayOfWeek weekday = rule.getDayOfWeek();
        String yearly = "FREQ=YEARLY;BYMONTH=" + rule.getMonth().getValue();
        if (weekday == null) {
            return day > 0 && local.getDayOfMonth() == day && local.getMonth() == rule.getMonth()
                    ? Optional.of(new Recurring(first, yearly + ";BYMONTHDAY=" + day))
                    : Optional.empty();
        }
        // Where the rule is meant on another clock than the wall's, the change may fall on the day before or after.
        if (local.getDayOfWeek() != weekday || local.getMonth() != rule.getMonth()) {
            return Optional.empty();
        }
        String code = weekday.name().substring(0, 2);
        int longest = rule.getMonth().minLength();
        // "The Sunday on or after the 25th" of a month of 31 days is how "the last Sunday" is kept.
        if (day == -1 || (day + 6 == longest && longest == rule.getMonth().maxLength())) {
            return Optional.of(new Recurring(first, yearly + ";BYDAY=-1" + code));
        }
        if (day < 1 || day + 6 > longest) {
            return Optional.empty();
        }
        return Optional.of(new Recurring(
                first,
                day % 7 == 1
                        ? yearly + ";BYDAY=" + (day / 7 + 1) + code
                        : yearly + ";BYDAY=" + code + ";BYMONTHDAY="
                                + IntStream.range(day, day + 7)
                                        .mapToObj(String::valueOf)
                                        .collect(Collectors.joining(","))));
    }
}
