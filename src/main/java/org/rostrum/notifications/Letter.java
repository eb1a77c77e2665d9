package org.rostrum.notifications;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.notifications.MailQueue.Due;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.News.Attachment;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/**
 * How a mail reads: plain text, the page it is about, and why one gets it. Made when it leaves, so that what waited for a
 * setting has it.
 */
@Component
@SuppressWarnings("JavaUtilDate") // what Jakarta Mail takes
class Letter {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final BodySettings body;
    private final MailSettings settings;

    Letter(BodySettings body, MailSettings settings) {
        this.body = body;
        this.settings = settings;
    }

    /**
     * @throws MessagingException where it cannot be written, such as to an address that is none; trying again would not
     *     help
     */
    MimeMessage write(Due mail, List<Attachment> attachments, Session session) throws MessagingException {
        try {
            MimeMessage message = new MimeMessage(session);
            var letter = new MimeMessageHelper(message, !attachments.isEmpty(), UTF_8);
            letter.setFrom(new InternetAddress(sender(), body.name(), UTF_8));
            InternetAddress recipient = new InternetAddress(mail.recipient(), mail.name(), UTF_8);
            recipient.validate();
            letter.setTo(recipient);
            // Headers end at a line's end: nothing of what somebody typed may hold one.
            letter.setSubject(PlainText.line(mail.subject()));
            letter.setText(text(mail));
            letter.setSentDate(new Date());
            for (Attachment attachment : attachments) {
                letter.addAttachment(
                        attachment.name(), new ByteArrayDataSource(attachment.content(), attachment.mediaType()));
            }
            // Answers of machines to machines go round in circles.
            message.setHeader("Auto-Submitted", "auto-generated");
            message.saveChanges();
            // The same with each try: a mail that came twice after all is known by it.
            message.setHeader("Message-ID", "<" + mail.id() + "@" + domain() + ">");
            return message;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(Due mail) {
        StringBuilder text = new StringBuilder(mail.text().isEmpty() ? mail.subject() : mail.text());
        String portal = portal();
        if (portal == null) {
            text.append("\n\nMore is in the portal of ").append(body.name()).append(", under Notices.\n");
        } else {
            text.append("\n\n").append(portal).append(mail.path()).append('\n');
        }
        text.append("\n-- \n")
                .append(body.name())
                .append("\nYou get this because it concerns you. Whether notices come by mail too, you choose ")
                .append(portal == null ? "there." : "at\n" + portal + "/me/notices")
                .append('\n');
        return text.toString();
    }

    /** Null where nobody said what address members use. */
    private @Nullable String portal() {
        String url = body.publicUrl();
        return url == null || url.isBlank() ? null : url.strip().replaceAll("/+$", "");
    }

    String sender() {
        if (settings.from() != null && !settings.from().isBlank()) {
            return settings.from();
        }
        String portal = portal();
        String host = portal == null ? null : URI.create(portal).getHost();
        return "portal@" + (host == null ? "localhost" : host);
    }

    boolean hasLinks() {
        return portal() != null;
    }

    private String domain() {
        String sender = sender();
        return sender.substring(sender.lastIndexOf('@') + 1);
    }
}
