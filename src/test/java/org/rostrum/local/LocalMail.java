package org.rostrum.local;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A real SMTP server that keeps every mail until the run ends, and lets none out of this machine. */
public final class LocalMail implements AutoCloseable {

    private final GreenMail server;

    private LocalMail(GreenMail server) {
        this.server = server;
    }

    public static LocalMail start() {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return new LocalMail(server);
    }

    /** The portal's settings for this server. */
    public Map<String, Object> portalSettings() {
        return Map.of(
                "spring.mail.host",
                "127.0.0.1",
                "spring.mail.port",
                server.getSmtp().getPort());
    }

    /** A file that came with a mail. */
    @SuppressWarnings("ArrayRecordComponent") // shown, never compared
    record Attachment(String name, String mediaType, byte[] content) {}

    /** @param id its Message-ID */
    record Received(
            String id, String from, String to, String subject, Instant at, String text, List<Attachment> attachments) {

        Optional<Attachment> attachment(int number) {
            return number >= 0 && number < attachments.size() ? Optional.of(attachments.get(number)) : Optional.empty();
        }
    }

    /** The last first. */
    List<Received> received() {
        return Arrays.stream(server.getReceivedMessages())
                .map(LocalMail::read)
                .toList()
                .reversed();
    }

    private static Received read(MimeMessage message) {
        try {
            List<Attachment> attachments = new ArrayList<>();
            String text = message.getContent() instanceof Multipart parts
                    ? text(parts, attachments)
                    : String.valueOf(message.getContent());
            return new Received(
                    message.getMessageID(),
                    decoded(message.getFrom()),
                    decoded(message.getAllRecipients()),
                    Objects.requireNonNullElse(message.getSubject(), ""),
                    message.getSentDate().toInstant(),
                    text,
                    attachments);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decoded(jakarta.mail.Address @Nullable [] addresses) {
        return addresses == null
                ? ""
                : Arrays.stream(addresses)
                        .map(address -> ((jakarta.mail.internet.InternetAddress) address).toUnicodeString())
                        .reduce((one, two) -> one + ", " + two)
                        .orElse("");
    }

    private static String text(Multipart parts, List<Attachment> attachments) throws MessagingException, IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.getCount(); i++) {
            Part part = parts.getBodyPart(i);
            if (part.getContent() instanceof Multipart inner) {
                text.append(text(inner, attachments));
            } else if (Part.ATTACHMENT.equals(part.getDisposition())) {
                try (InputStream in = part.getInputStream()) {
                    attachments.add(new Attachment(
                            Objects.requireNonNullElse(part.getFileName(), "file"),
                            part.getContentType().replaceAll(";.*", "").strip(),
                            in.readAllBytes()));
                }
            } else {
                text.append(part.getContent());
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        server.stop();
    }
}
