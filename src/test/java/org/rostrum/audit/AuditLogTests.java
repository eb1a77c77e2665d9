package org.rostrum.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@RostrumTest
class AuditLogTests {

    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final String subject = UUID.randomUUID().toString();

    AuditLogTests(ApplicationEventPublisher events, TransactionTemplate transaction, JdbcClient jdbc) {
        this.events = events;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    private void act() {
        events.publishEvent(
                new PrivilegedAct(Cast.CARLA.id(), "agenda.published", "agenda", subject, null, Map.of("version", 1)));
    }

    private int entries() {
        return jdbc.sql("select count(*) from audit_entry where subject_id = ? and after ->> 'version' = '1'")
                .param(subject)
                .query(Integer.class)
                .single();
    }

    @Test
    void anActAndItsEntryAreOneTransaction() {
        transaction.executeWithoutResult(status -> act());
        assertThat(entries()).isOne();
        transaction.executeWithoutResult(status -> {
            act();
            status.setRollbackOnly();
        });
        assertThat(entries()).isOne();
    }

    @Test
    void anActOutsideATransactionIsAMistakeAndSaysSo() {
        assertThatThrownBy(this::act).isInstanceOf(IllegalTransactionStateException.class);
        assertThat(entries()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set action = 'other'",
                "delete from audit_entry",
                "truncate audit_entry",
                "update room_event set event = ''",
                "truncate room_event cascade",
                "delete from agenda_publication",
                "truncate agenda_published_item"
            })
    void theDatabaseItselfRefusesToForget(String change) {
        assertThatThrownBy(() -> jdbc.sql(change).update()).hasMessageContaining("append-only");
    }
}
