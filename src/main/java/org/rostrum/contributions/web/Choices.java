package org.rostrum.contributions.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.rostrum.contributions.ChangeCategory;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.LiaisonDirection;
import org.rostrum.contributions.Purpose;
import org.springframework.stereotype.Component;

/** The words that the forms of contributions offer, each with what is sent for it. */
@Component("contributionChoices")
class Choices {

    public Map<String, String> types() {
        return offered(
                "Choose a type",
                ContributionType.values(),
                ContributionType::code,
                type -> type.label() + " (" + type.code() + ")");
    }

    public Map<String, String> purposes() {
        return offered("Choose what it is for", Purpose.values(), Purpose::label, Purpose::label);
    }

    public Map<String, String> categories() {
        return offered("Choose a category", ChangeCategory.values(), ChangeCategory::name, ChangeCategory::label);
    }

    public Map<String, String> directions() {
        return offered("Choose in or out", LiaisonDirection.values(), LiaisonDirection::name, LiaisonDirection::label);
    }

    private static <T> Map<String, String> offered(
            String none, T[] values, Function<T, String> sent, Function<T, String> words) {
        Map<String, String> offered = new LinkedHashMap<>();
        offered.put("", none);
        Arrays.stream(values).forEach(value -> offered.put(sent.apply(value), words.apply(value)));
        return offered;
    }
}
