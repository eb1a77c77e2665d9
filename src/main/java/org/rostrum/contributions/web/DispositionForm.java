package org.rostrum.contributions.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Decision;
import org.rostrum.contributions.Dispositions.Seen;
import org.rostrum.contributions.Outcome;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.shared.Refusal;

/**
 * What an officer ticked and typed about one or many contributions.
 *
 * @param contribution those ticked, by their identifiers
 * @param seen which revision of each was on the page: "identifier:revision", many of them in one value too
 * @param mergedInto a number, or an identifier
 * @param reply the same, of a liaison statement
 * @param intent the form's own key, so that it is carried out once
 * @param back the page that it was sent from
 */
record DispositionForm(
        @Nullable List<String> contribution,
        @Nullable List<String> seen,
        @Nullable String outcome,
        @Nullable String words,
        @Nullable String mergedInto,
        @Nullable String carriedTo,
        @Nullable String reply,
        @Nullable String reason,
        @Nullable String intent,
        @Nullable String back) {

    static Outcome outcome(@Nullable String typed) {
        return Outcome.byName(typed == null ? "" : typed)
                .orElseThrow(() -> Refusal.invalid(
                        "outcome",
                        "Choose what was decided: "
                                + Arrays.stream(Outcome.values())
                                        .map(Outcome::label)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    List<ContributionId> contributions() {
        Set<ContributionId> ids = new LinkedHashSet<>();
        if (contribution != null) {
            contribution.forEach(id -> ids.add(new ContributionId(id(id))));
        }
        return List.copyOf(ids);
    }

    List<Seen> seenContributions() {
        Map<ContributionId, Integer> revisions = new HashMap<>();
        if (seen != null) {
            seen.stream()
                    .flatMap(value -> Stream.of(value.split("[\\s,]+")))
                    .filter(one -> !one.isEmpty())
                    .forEach(one -> {
                        int colon = one.indexOf(':');
                        if (colon < 0 || !one.substring(colon + 1).matches("\\d{1,2}")) {
                            throw unreadable();
                        }
                        revisions.put(
                                new ContributionId(id(one.substring(0, colon))),
                                Integer.valueOf(one.substring(colon + 1)));
                    });
        }
        List<Seen> chosen = new ArrayList<>();
        for (ContributionId id : contributions()) {
            Integer revision = revisions.get(id);
            if (revision == null) {
                throw Refusal.invalid(
                        "contributions",
                        "One of them has no file yet; there is nothing to decide about. Choose those that have one.");
            }
            chosen.add(new Seen(id, revision));
        }
        return chosen;
    }

    Decision decision(MeetingView meeting, Contributions contributions) {
        Outcome decided = outcome(outcome);
        return new Decision(
                decided,
                words,
                decided == Outcome.MERGED ? named("mergedInto", mergedInto, meeting, contributions) : null,
                decided == Outcome.POSTPONED && carriedTo != null && !carriedTo.isBlank()
                        ? new MeetingId(id(carriedTo.strip()))
                        : null,
                decided == Outcome.REPLIED ? named("reply", reply, meeting, contributions) : null);
    }

    private static @Nullable ContributionId named(
            String field, @Nullable String typed, MeetingView meeting, Contributions contributions) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            return new ContributionId(UUID.fromString(typed.strip()));
        } catch (IllegalArgumentException e) {
            return contributions
                    .numbered(typed, meeting)
                    .orElseThrow(() -> Refusal.invalid(
                            field, "There is no contribution with the number “" + typed.strip() + "”."));
        }
    }

    private static UUID id(String typed) {
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static Refusal unreadable() {
        return Refusal.invalid("contributions", "This form cannot be read. Load the page again.");
    }

    /** As it was typed, to be shown again beside what is wrong with it. */
    Map<String, String> typed() {
        Map<String, String> typed = new HashMap<>();
        put(typed, "outcome", outcome);
        put(typed, "words", words);
        put(typed, "mergedInto", mergedInto);
        put(typed, "carriedTo", carriedTo);
        put(typed, "reply", reply);
        put(typed, "reason", reason);
        return typed;
    }

    private static void put(Map<String, String> typed, String field, @Nullable String value) {
        if (value != null) {
            typed.put(field, value);
        }
    }
}
