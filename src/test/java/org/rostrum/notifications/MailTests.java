package org.rostrum.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.shared.BodySettings;
import org.rostrum.shared.News;
import org.rostrum.shared.News.Attachment;
import org.rostrum.testing.AtOnce;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Mail as a real server gets it, when all goes well and when it does not. */
@RostrumTest
class MailTests {

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final PlatformTransactionManager transactions;
    private final EntityManager entities;
    private GreenMail server;

    MailTests(
            MockMvcTester mvc,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            PlatformTransactionManager transactions,
            EntityManager entities) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.events = events;
        this.transaction = transaction;
        this.transactions = transactions;
        this.entities = entities;
    }

    /** What other tests of this context have told waits here too. */
    @BeforeEach
    void nothingWaits() {
        jdbc.sql("delete from mail").update();
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterEach
    void close() {
        server.stop();
    }

    private static MailSettings settings() {
        return new MailSettings(
                null,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Duration.ofHours(4),
                Duration.ofDays(5),
                Duration.ofDays(30));
    }

    private static BodySettings body(@Nullable String publicUrl) {
        return new BodySettings("Körperschaft für Normen", "OMA", ZoneId.of("UTC"), publicUrl, null, true, "us");
    }

    private MailRounds node(int port) {
        return node(port, "https://portal.example/");
    }

    /** A node of the portal that sends to a server, beside the context's own, which has none. */
    private MailRounds node(int port, @Nullable String publicUrl) {
        var to = new JavaMailSenderImpl();
        to.setHost("127.0.0.1");
        to.setPort(port);
        to.getJavaMailProperties().setProperty("mail.smtp.connectiontimeout", "5000");
        to.getJavaMailProperties().setProperty("mail.smtp.timeout", "5000");
        return new MailRounds(
                to, new MailQueue(jdbc, settings()), new Letter(body(publicUrl), settings()), settings(), transactions);
    }

    private MailRounds nodeWithoutServer() {
        return new MailRounds(
                (JavaMailSenderImpl) null,
                new MailQueue(jdbc, settings()),
                new Letter(body(null), settings()),
                settings(),
                transactions);
    }

    private void told(OwnPerson person, String title, String text, Attachment... attachments) {
        transaction.executeWithoutResult(status -> events.publishEvent(
                new News(List.of(person.id()), "test.told", title, text, "/schedule?year=2020", List.of(attachments))));
    }

    private static String address(OwnPerson person) {
        return person.subject() + "@rostrum.example";
    }

    private List<MimeMessage> mailsTo(OwnPerson person) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> GreenMailUtil.getAddressList(recipients(mail)).contains(address(person)))
                .toList();
    }

    private static jakarta.mail.Address[] recipients(MimeMessage mail) {
        try {
            return mail.getAllRecipients();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private record State(
            boolean sent,
            boolean givenUp,
            int tries,
            @Nullable String error) {}

    private State state(OwnPerson person) {
        return jdbc.sql("""
                        select sent_at is not null as sent, given_up_at is not null as given_up, tries, last_error
                          from mail where person_id = ?""")
                .param(person.id())
                .query((row, n) -> new State(
                        row.getBoolean("sent"),
                        row.getBoolean("given_up"),
                        row.getInt("tries"),
                        row.getString("last_error")))
                .single();
    }

    private void itIsTime(OwnPerson person) {
        jdbc.sql("update mail set next_try_at = now() where person_id = ?")
                .param(person.id())
                .update();
    }

    // --- When all goes well ------------------------------------------------------------------------------------------

    @Test
    void itArrivesOnceAndSaysWhatItIsAbout() throws Exception {
        OwnPerson person = OwnPerson.known(jdbc);
        told(person, "Verschoben: Größe & Maß 🕑 — „Übertragung“", "Neu um 14:00 Uhr.\nIn Raum Łódź.\n.\nEnde");
        MailRounds node = node(server.getSmtp().getPort());
        assertThat(node.round()).isTrue();
        assertThat(node.round()).isTrue();
        MimeMessage mail = mailsTo(person).getFirst();
        assertThat(mailsTo(person)).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("Verschoben: Größe & Maß 🕑 — „Übertragung“");
        assertThat(mail.getContent().toString().replace("\r\n", "\n"))
                .startsWith("""
                Neu um 14:00 Uhr.
                In Raum Łódź.
                .
                Ende

                https://portal.example/schedule?year=2020

                --\s
                Körperschaft für Normen
                """)
                .contains("https://portal.example/me/notices");
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("Körperschaft für Normen");
        assertThat(((InternetAddress) mail.getFrom()[0]).getAddress()).isEqualTo("portal@portal.example");
        assertThat(((InternetAddress) mail.getRecipients(Message.RecipientType.TO)[0]).getPersonal())
                .isEqualTo(person.name());
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getMessageID()).matches("<[0-9a-f-]{36}@portal\\.example>");
        assertThat(mail.getContentType()).containsIgnoringCase("charset=utf-8");
        assertThat(state(person)).isEqualTo(new State(true, false, 1, null));
    }

    @Test
    void whatIsAttachedArrivesAsItWas() throws Exception {
        OwnPerson person = OwnPerson.known(jdbc);
        byte[] code = {(byte) 0x89, 'P', 'N', 'G', 0, 13, 10};
        told(person, "Registered", "Your code is attached.", new Attachment("Zugang – ü.png", "image/png", code));
        node(server.getSmtp().getPort()).round();
        MimeMultipart parts = (MimeMultipart) mailsTo(person).getFirst().getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        var file = parts.getBodyPart(1);
        assertThat(jakarta.mail.internet.MimeUtility.decodeText(file.getFileName()))
                .isEqualTo("Zugang – ü.png");
        assertThat(file.getContentType()).startsWith("image/png");
        assertThat(file.getInputStream().readAllBytes()).isEqualTo(code);
    }

    @Test
    void noHeaderIsMadeOfWhatSomebodyTyped() throws Exception {
        OwnPerson person = OwnPerson.known(jdbc);
        jdbc.sql("update person set name = ? where id = ?")
                .params("Nick\r\nBcc: all@example.org", person.id())
                .update();
        told(person, "A title", "Text");
        // Past the notice board, as a slip in another part of the portal would be.
        jdbc.sql("update mail set subject = ? where person_id = ?")
                .params("Hello\r\nBcc: all@example.org\r\n\r\nBody", person.id())
                .update();
        node(server.getSmtp().getPort()).round();
        MimeMessage mail = mailsTo(person).getFirst();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("Hello Bcc: all@example.org Body");
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void withoutAPublicAddressItSaysWhereToLook() throws Exception {
        OwnPerson person = OwnPerson.known(jdbc);
        told(person, "Moved", "");
        node(server.getSmtp().getPort(), null).round();
        assertThat(mailsTo(person).getFirst().getContent().toString())
                .startsWith("Moved")
                .contains("in the portal of Körperschaft für Normen, under Notices")
                .doesNotContain("http");
    }

    @Test
    void anAddressThatIsNoneIsGivenUpAndTheNextGoes() {
        OwnPerson odd = OwnPerson.known(jdbc);
        OwnPerson next = OwnPerson.known(jdbc);
        told(odd, "Moved", "");
        told(next, "Moved", "");
        jdbc.sql("update mail set recipient = 'a b@@c d' where person_id = ?")
                .param(odd.id())
                .update();
        node(server.getSmtp().getPort()).round();
        assertThat(state(odd).givenUp()).isTrue();
        assertThat(mailsTo(next)).hasSize(1);
    }

    /** It would look by itself in an hour. */
    @Test
    void aNodeSendsWhatItTellsAtOnceWithTheCommitAndWhatIsRolledBackNever() {
        OwnPerson person = OwnPerson.known(jdbc);
        OwnPerson other = OwnPerson.known(jdbc);
        MailRounds node = node(server.getSmtp().getPort());
        NoticeBoard board = new NoticeBoard(jdbc, entities, settings(), node);
        node.start();
        try {
            transaction.executeWithoutResult(
                    status -> board.keep(new News(List.of(person.id()), "test.told", "Moved", "", "/")));
            Awaitility.await().until(() -> mailsTo(person).size() == 1);
            transaction.executeWithoutResult(status -> {
                board.keep(new News(List.of(other.id()), "test.told", "Never", "", "/"));
                status.setRollbackOnly();
            });
            transaction.executeWithoutResult(
                    status -> board.keep(new News(List.of(person.id()), "test.told", "Moved back", "", "/")));
            Awaitility.await().until(() -> mailsTo(person).size() == 2);
            assertThat(mailsTo(other)).isEmpty();
        } finally {
            node.stop();
        }
        assertThat(node.isRunning()).isFalse();
    }

    @Test
    void nodesSideBySideSendEachMailOnce() throws Exception {
        List<OwnPerson> crowd = java.util.stream.Stream.generate(() -> OwnPerson.known(jdbc))
                .limit(40)
                .toList();
        crowd.forEach(person -> told(person, "Moved", ""));
        int port = server.getSmtp().getPort();
        AtOnce.refused(
                () -> node(port).round(),
                () -> node(port).round(),
                () -> node(port).round());
        assertThat(crowd).allSatisfy(person -> assertThat(mailsTo(person)).hasSize(1));
        assertThat(server.getReceivedMessages()).hasSize(40);
    }

    // --- When it does not --------------------------------------------------------------------------------------------

    @Test
    void aServerThatIsAwayIsNoTryAndAllLeavesWhenItIsBack() {
        OwnPerson one = OwnPerson.known(jdbc);
        OwnPerson other = OwnPerson.known(jdbc);
        int port = server.getSmtp().getPort();
        server.stop();
        told(one, "Moved", "");
        told(other, "Moved", "");
        MailRounds node = node(port);
        assertThat(node.round()).isFalse();
        assertThat(state(one).error()).startsWith("The mail server does not answer");
        assertThat(state(other).tries()).isZero();
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        assertThat(node.round()).isTrue();
        assertThat(mailsTo(one)).hasSize(1);
        assertThat(mailsTo(other)).hasSize(1);
        assertThat(state(one).error()).isNull();
    }

    @Test
    void whomTheServerRefusesIsGivenUpAndTheOthersGetTheirs() {
        OwnPerson refused = OwnPerson.known(jdbc);
        OwnPerson other = OwnPerson.known(jdbc);
        told(refused, "Moved", "");
        told(other, "Moved", "");
        try (var moody = new MoodyServer(
                line -> line.startsWith("RCPT") && line.contains(refused.subject()) ? "550 5.1.1 No such user" : "")) {
            assertThat(node(moody.port()).round()).isTrue();
            assertThat(state(refused))
                    .satisfies(state -> assertThat(state.givenUp()).isTrue())
                    .satisfies(state -> assertThat(state.error()).contains("No such user"));
            assertThat(moody.received()).singleElement().asString().contains(address(other));
        }
    }

    @Test
    void whatTheServerPutsOffWaitsLongerEachTimeAndThenArrives() {
        OwnPerson person = OwnPerson.known(jdbc);
        told(person, "Moved", "");
        AtomicBoolean busy = new AtomicBoolean(true);
        UnaryOperator<String> greylisting =
                line -> line.startsWith("RCPT") && busy.get() ? "451 4.7.1 Come back later" : "";
        try (var moody = new MoodyServer(greylisting)) {
            MailRounds node = node(moody.port());
            node.round();
            double first = waitOf(person);
            assertThat(first).isBetween(40.0, 80.0);
            node.round();
            assertThat(state(person).tries()).as("its time has not come").isOne();
            itIsTime(person);
            node.round();
            assertThat(waitOf(person)).isBetween(85.0, 155.0);
            assertThat(state(person))
                    .isEqualTo(new State(false, false, 2, state(person).error()));
            busy.set(false);
            itIsTime(person);
            node.round();
            assertThat(moody.received()).hasSize(1);
            assertThat(state(person)).isEqualTo(new State(true, false, 3, null));
        }
    }

    private double waitOf(OwnPerson person) {
        return jdbc.sql("select extract(epoch from next_try_at - now())::float8 from mail where person_id = ?")
                .param(person.id())
                .query(Double.class)
                .single();
    }

    /** What is wrong with the portal's own address may be mended while mail waits. */
    @Test
    void aSenderWhoIsRefusedIsNoFaultOfTheMail() {
        OwnPerson person = OwnPerson.known(jdbc);
        told(person, "Moved", "");
        try (var moody = new MoodyServer(line -> line.startsWith("MAIL") ? "550 5.7.1 Not you" : "")) {
            node(moody.port()).round();
        }
        assertThat(state(person).givenUp()).isFalse();
        assertThat(state(person).error()).contains("Not you");
    }

    @Test
    void aTextThatIsRefusedIsGivenUp() {
        OwnPerson person = OwnPerson.known(jdbc);
        told(person, "Moved", "");
        try (var moody = new MoodyServer(line -> line.equals(".") ? "554 5.7.1 Looks like spam" : "")) {
            node(moody.port()).round();
        }
        assertThat(state(person).givenUp()).isTrue();
        assertThat(state(person).error()).contains("Looks like spam");
    }

    @Test
    void aMailOverWhichTheServerHangsUpDoesNotHoldUpTheOthers() {
        OwnPerson poison = OwnPerson.known(jdbc);
        OwnPerson other = OwnPerson.known(jdbc);
        told(poison, "Moved", "");
        told(other, "Moved", "");
        try (var moody = new MoodyServer(line -> line.contains(poison.subject()) ? "hang up" : "")) {
            assertThat(node(moody.port()).round()).isTrue();
            assertThat(state(poison).tries()).isOne();
            assertThat(moody.received()).singleElement().asString().contains(address(other));
        }
    }

    /** The one moment that cannot be closed: the server has it, the database does not know. */
    @Test
    void aNodeThatDiesAfterTheServerTookAMailSendsThatOneAgainUnderTheSameMessageId() {
        OwnPerson person = OwnPerson.known(jdbc);
        told(person, "Moved", "");
        AtomicBoolean dies = new AtomicBoolean(true);
        UnaryOperator<String> deadly = line -> {
            if (line.equals(".") && dies.getAndSet(false)) {
                jdbc.sql("""
                                select pg_terminate_backend(pid) from pg_stat_activity
                                 where datname = current_database() and state = 'idle in transaction'
                                   and query like '%mail%'""").query(Boolean.class).list();
            }
            return "";
        };
        try (var moody = new MoodyServer(deadly)) {
            MailRounds node = node(moody.port());
            assertThatThrownBy(node::round).isInstanceOf(RuntimeException.class);
            assertThat(state(person)).isEqualTo(new State(false, false, 0, null));
            node.round();
            node.round();
            assertThat(moody.received()).hasSize(2);
            assertThat(messageId(moody.received().get(1)))
                    .isEqualTo(messageId(moody.received().get(0)));
        }
        assertThat(state(person).sent()).isTrue();
    }

    private static String messageId(String mail) {
        return mail.lines()
                .filter(line -> line.startsWith("Message-ID:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatHasWaitedTooLongIsNewsNoLonger() {
        OwnPerson person = OwnPerson.known(jdbc);
        told(person, "Moved", "");
        jdbc.sql("update mail set try_until = now() - interval '1 minute' where person_id = ?")
                .param(person.id())
                .update();
        nodeWithoutServer().round();
        assertThat(state(person)).isEqualTo(new State(false, true, 0, "No mail server is set."));
    }

    @Test
    void whatLeftLongAgoIsKeptNoLonger() {
        OwnPerson person = OwnPerson.known(jdbc);
        told(person, "Moved", "", new Attachment("a.txt", "text/plain", new byte[] {1}));
        jdbc.sql("update mail set sent_at = now() - interval '31 days' where person_id = ?")
                .param(person.id())
                .update();
        OwnPerson later = OwnPerson.known(jdbc);
        told(later, "Moved", "", new Attachment("a.txt", "text/plain", new byte[] {1}));
        nodeWithoutServer().round();
        assertThat(jdbc.sql("select count(*) from mail where person_id = ?")
                        .param(person.id())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("""
                        select count(*) from mail_attachment a
                         where exists (select 1 from mail m where m.news_id = a.news_id)""").query(Integer.class).single()).isOne();
    }

    // --- At the staff desk -------------------------------------------------------------------------------------------

    @Test
    void theStaffSeeWhatDidNotLeaveAndTryItAgainAtTheCorrectedAddress() {
        OwnPerson person = OwnPerson.known(jdbc);
        told(person, "Your room moved", "");
        try (var moody = new MoodyServer(line -> line.startsWith("RCPT") ? "550 5.1.1 Unknown here" : "")) {
            node(moody.port()).round();
        }
        assertThat(mvc.get().uri("/staff").with(Body.signedIn(Cast.ADA)))
                .bodyText()
                .contains("Your room moved", "Unknown here", "Given up", "No mail server is set");
        jdbc.sql("update person set email = 'right-' || email where id = ?")
                .param(person.id())
                .update();
        String mail = jdbc.sql("select id::text from mail where person_id = ?")
                .param(person.id())
                .query(String.class)
                .single();
        String again = "/staff/mail/" + mail + "/tries";
        assertThat(mvc.post().uri(again).with(Body.signedIn(Cast.CARLA)).with(csrf()))
                .hasStatus(403);
        assertThat(mvc.post().uri(again).with(Body.signedIn(Cast.ADA)).with(csrf()))
                .hasStatus3xxRedirection();
        node(server.getSmtp().getPort()).round();
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(GreenMailUtil.getAddressList(recipients(server.getReceivedMessages()[0])))
                .contains("right-" + address(person));
        assertThat(jdbc.sql("""
                        select count(*) from audit_entry where person_id = ? and action = 'mail.tried-again'
                           and subject_id = ?""")
                        .params(Cast.ADA.id(), person.id().toString())
                        .query(Integer.class)
                        .single())
                .isOne();
        assertThat(mvc.post().uri(again).with(Body.signedIn(Cast.ADA)).with(csrf()))
                .satisfies(answer -> assertThat(String.valueOf(
                                answer.getMvcResult().getFlashMap().get("said")))
                        .contains("has been sent meanwhile"));
    }

    @Test
    void whatWaitsForHoursIsTriedAgainAllAtOnce() {
        OwnPerson one = OwnPerson.known(jdbc);
        OwnPerson other = OwnPerson.known(jdbc);
        told(one, "Moved", "");
        told(other, "Moved", "");
        assertThat(mvc.get().uri("/staff").with(Body.signedIn(Cast.ADA)))
                .bodyText()
                .doesNotContain("Try all again");
        jdbc.sql("update mail set queued_at = now() - interval '2 hours', next_try_at = now() + interval '3 hours'")
                .update();
        assertThat(mvc.get().uri("/staff").with(Body.signedIn(Cast.ADA)))
                .bodyText()
                .contains("Try all again", "Waits", one.name(), other.name());
        assertThat(mvc.post()
                        .uri("/staff/mail/tries")
                        .with(Body.signedIn(Cast.ADA))
                        .with(csrf()))
                .hasStatus3xxRedirection();
        node(server.getSmtp().getPort()).round();
        assertThat(server.getReceivedMessages()).hasSize(2);
    }
}
