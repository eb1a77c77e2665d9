package org.rostrum.notifications;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Why a server did not take a mail. It is final where the server says that this recipient or this text will never do
 * (RFC 5321: a code of 5xx); what is wrong with the portal's own account or address is no fault of the mail, and may be
 * mended while it waits.
 */
record MailTrouble(String words, boolean isFinal) {

    private static final int AUTHENTICATION_REQUIRED = 530;
    private static final int AUTHENTICATION_FAILED = 535;

    static MailTrouble of(MessagingException failure) {
        String words = String.valueOf(failure.getMessage());
        boolean isFinal = false;
        for (Exception each = failure;
                each != null;
                each = each instanceof MessagingException more ? more.getNextException() : null) {
            if (each instanceof SMTPSenderFailedException ours) {
                return new MailTrouble("The sender's address is refused: " + ours.getMessage(), false);
            }
            if (each instanceof SMTPAddressFailedException address) {
                words = String.valueOf(address.getMessage());
                isFinal |= lasts(address.getReturnCode());
            } else if (each instanceof SMTPSendFailedException whole) {
                isFinal |= lasts(whole.getReturnCode());
            }
        }
        return new MailTrouble(words, isFinal);
    }

    private static boolean lasts(int code) {
        return code >= 500 && code < 600 && code != AUTHENTICATION_REQUIRED && code != AUTHENTICATION_FAILED;
    }
}
