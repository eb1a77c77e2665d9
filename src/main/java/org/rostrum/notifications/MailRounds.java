package org.rostrum.notifications;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rostrum.notifications.MailQueue.Due;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what waits, on every node: at once what this node has told, within {@code rostrum.mail.poll} what another left
 * behind. Each mail is locked while the server is told of it, and marked in the same transaction: nodes side by side never
 * send one twice, and what a node was at when it died is free for the next at once.
 *
 * <p>One moment cannot be closed: a node that dies after the server took a mail and before its own commit has sent what
 * the database does not know of. It goes out once more then, because a mail too many is better than none, and has the
 * same Message-ID, by which many mail programs show it once. It is one mail per node at most.
 *
 * <p>A server that does not answer is no try of any mail: all of it leaves when the server is back, whatever was waited
 * by then. A mail that the server puts off (4xx) waits by itself, longer each time; one that it refuses (5xx) is given up.
 */
@Component
class MailRounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MailRounds.class);
    private static final Duration LONGEST_AWAY = Duration.ofMinutes(5);
    private static final Duration TIDYING = Duration.ofHours(1);
    private static final Duration STOPPING = Duration.ofSeconds(25);

    private final @Nullable JavaMailSenderImpl server;
    private final MailQueue queue;
    private final Letter letter;
    private final MailSettings settings;
    private final TransactionTemplate transaction;
    private final Semaphore wakeUp = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;
    private long tidiedAt = System.nanoTime() - TIDYING.toNanos();

    @Autowired
    MailRounds(
            ObjectProvider<JavaMailSenderImpl> server,
            MailQueue queue,
            Letter letter,
            MailSettings settings,
            PlatformTransactionManager transactions) {
        this(server.getIfAvailable(), queue, letter, settings, transactions);
    }

    MailRounds(
            @Nullable JavaMailSenderImpl server,
            MailQueue queue,
            Letter letter,
            MailSettings settings,
            PlatformTransactionManager transactions) {
        this.server = server;
        this.queue = queue;
        this.letter = letter;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
    }

    boolean hasServer() {
        return server != null;
    }

    void wake() {
        wakeUp.release();
    }

    @Override
    public void start() {
        if (server == null) {
            LOG.warn(
                    "No mail server is set: mail waits, and is given up after {}. Set spring.mail.host.",
                    settings.giveUpAfter());
        } else if (!letter.hasLinks()) {
            LOG.warn("Mail goes out without links, from {}: set rostrum.body.public-url.", letter.sender());
        }
        stopping = false;
        thread = Thread.ofPlatform().daemon().name("mail").start(this::go);
    }

    private void go() {
        Duration wait = Duration.ZERO;
        while (!stopping) {
            try {
                wakeUp.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                return;
            }
            wakeUp.drainPermits();
            if (stopping) {
                return;
            }
            boolean answered;
            try {
                answered = round();
            } catch (RuntimeException e) {
                // The database's turn to be away; what was being sent is looked for again.
                LOG.warn("Mail could not be looked for: {}", e.toString());
                answered = false;
            }
            wait = answered ? settings.poll() : longer(wait);
        }
    }

    private Duration longer(Duration wait) {
        Duration next = wait.compareTo(settings.poll()) < 0 ? settings.poll() : wait.multipliedBy(2);
        return next.compareTo(LONGEST_AWAY) < 0 ? next : LONGEST_AWAY;
    }

    /**
     * Sends all that is due.
     *
     * @return false where the server did not answer
     */
    boolean round() {
        tidy();
        JavaMailSenderImpl to = server;
        boolean goesOn = to != null && queue.anyDue();
        while (to != null && goesOn) {
            Transport connection;
            try {
                connection = connect(to);
            } catch (MessagingException e) {
                LOG.warn("The mail server does not answer: {}", e.getMessage());
                queue.serverAway("The mail server does not answer: " + e.getMessage());
                return false;
            }
            try {
                goesOn = sendOver(connection, to.getSession());
            } finally {
                hangUp(connection);
            }
        }
        return true;
    }

    private void tidy() {
        if (System.nanoTime() - tidiedAt < TIDYING.toNanos()) {
            return;
        }
        tidiedAt = System.nanoTime();
        queue.giveUpWhatIsTooOld(server == null ? "No mail server is set." : "It did not leave in time.");
        queue.clear();
    }

    private static Transport connect(JavaMailSenderImpl to) throws MessagingException {
        Transport connection = to.getSession().getTransport(Objects.requireNonNullElse(to.getProtocol(), "smtp"));
        try {
            connection.connect(to.getHost(), to.getPort(), to.getUsername(), to.getPassword());
            return connection;
        } catch (MessagingException | RuntimeException e) {
            hangUp(connection);
            throw e;
        }
    }

    private static void hangUp(Transport connection) {
        try {
            connection.close();
        } catch (MessagingException e) {
            LOG.debug("The mail server had hung up", e);
        }
    }

    /** @return whether there is more, for which a new connection is needed */
    private boolean sendOver(Transport connection, Session session) {
        Step step;
        do {
            step = transaction.execute(status -> sendNext(connection, session));
        } while (step == Step.SENT && !stopping);
        return step == Step.CONNECTION_LOST && !stopping;
    }

    private enum Step {
        /** Or not, which is noted. */
        SENT,
        CONNECTION_LOST,
        NOTHING_LEFT
    }

    private Step sendNext(Transport connection, Session session) {
        Due mail = queue.next().orElse(null);
        if (mail == null) {
            return Step.NOTHING_LEFT;
        }
        MimeMessage message;
        try {
            message = letter.write(mail, queue.attachments(mail), session);
        } catch (MessagingException e) {
            queue.giveUp(mail, "It cannot be written: " + e.getMessage());
            return Step.SENT;
        }
        try {
            connection.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            MailTrouble trouble = MailTrouble.of(e);
            if (trouble.isFinal()) {
                queue.giveUp(mail, trouble.words());
            } else {
                queue.tryLater(mail, trouble.words());
            }
            return connection.isConnected() ? Step.SENT : Step.CONNECTION_LOST;
        }
        queue.sent(mail);
        return Step.SENT;
    }

    /** Lets the mail that is being sent be finished: breaking off after the server took it would send it twice. */
    @Override
    public void stop() {
        stopping = true;
        wakeUp.release();
        Thread sending = thread;
        if (sending != null) {
            try {
                sending.join(STOPPING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
