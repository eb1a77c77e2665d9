package org.rostrum.contributions;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the body writes its contribution numbers and names their files. A change holds for numbers given from then on: a
 * number that was given is kept as it was written, since people have cited it.
 *
 * <p>Two groups or years never share a number, whatever the scheme: the group and the year are each named once, set off
 * from what surrounds them, and the serial comes last, so that what follows it can only be a revision.
 *
 * @param scheme of numbers: {prefix} may be left out, {yy} is the year's last two digits, {serial:5} is padded to five
 * @param revision the letter in front of a revision's two digits
 * @param fileName of documents, without its extension: it begins with the number, so that files sort
 */
@Validated
@ConfigurationProperties("rostrum.numbers")
public record NumberSettings(
        @DefaultValue("{prefix}-{group}-{year}-{serial:4}")
        @Pattern(
                regexp =
                        "([A-Za-z0-9]+[-_.])*(\\{prefix}[-_.])?"
                                + "(\\{group}[-_.](\\{year}|\\{yy})[-_.]?|(\\{year}|\\{yy})[-_.]\\{group}[-_.])\\{serial(:[1-9])?}",
                message = "must name {group}, {year} or {yy}, and {serial:4} last, set off by - _ or ., "
                        + "such as {prefix}-{group}-{year}-{serial:4}")
        String scheme,

        @DefaultValue("R") @Pattern(regexp = "[A-Za-z]", message = "must be one letter") String revision,

        @DefaultValue("{number}-{type}_{title}")
        @Pattern(
                regexp = "\\{number}([-_.]\\{type})?([-_.]\\{title})?",
                message = "must be {number}, followed by {type} and {title} or one of them, set off by - _ or .")
        String fileName) {}
