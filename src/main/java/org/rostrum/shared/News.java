package org.rostrum.shared;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Published, within the transaction that changes the data, by whatever concerns certain people: the notifications
 * capability keeps it for each of them, in the portal and for their mail, in the same transaction. Whoever publishes it
 * decides whom it concerns and says it in words.
 *
 * @param people each is told once
 * @param type what it is about, as code: "timetable.changed"
 * @param title one line
 * @param text plain text, which may be several lines
 * @param path of the page it is about, in this portal
 * @param attachments go with the mail
 */
public record News(
        Collection<UUID> people, String type, String title, String text, String path, List<Attachment> attachments) {

    public News(Collection<UUID> people, String type, String title, String text, String path) {
        this(people, type, title, text, path, List.of());
    }

    /** @param content as it leaves; nobody changes it */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and the mail's library takes bytes.
    public record Attachment(String name, String mediaType, byte[] content) {}
}
