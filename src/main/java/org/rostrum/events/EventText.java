package org.rostrum.events;

import org.jspecify.annotations.Nullable;

/**
 * What is typed of an event, as it was typed: fields that nobody filled in are null or empty.
 *
 * @param timeZone the IANA name of the zone its days and times are meant in
 * @param monthsOnly whether of its days only the months are known
 * @param beginsAt the time on the first day
 * @param beginsFold which of two is meant, where that time exists twice there
 * @param endsAt the time on the last day
 * @param description in Markdown
 * @param within the id of the event of whose week it is a part
 */
public record EventText(
        @Nullable String kind,
        @Nullable String name,
        @Nullable String host,
        @Nullable String place,
        @Nullable String address,
        @Nullable String mapUrl,
        @Nullable String website,
        @Nullable String format,
        @Nullable String timeZone,
        @Nullable String firstDay,
        @Nullable String lastDay,
        boolean monthsOnly,
        @Nullable String beginsAt,
        @Nullable String beginsFold,
        @Nullable String endsAt,
        @Nullable String endsFold,
        @Nullable String subject,
        @Nullable String description,
        @Nullable String within) {}
