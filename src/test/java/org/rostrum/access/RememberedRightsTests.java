package org.rostrum.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rostrum.identity.AccessTokens.Token;
import org.rostrum.identity.IdentitySettings;
import org.rostrum.identity.web.TokenAuthentication;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.NewId;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a program may do is remembered for half a second, and not once this node heard that it changed. */
@RostrumTest
class RememberedRightsTests {

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final PersonId person = new PersonId(NewId.next());
    private final TokenAuthentication program =
            new TokenAuthentication(new Token(UUID.randomUUID(), person, Set.of("read"), false));

    RememberedRightsTests(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.viewers = new Viewers(
                jdbc, new Lately(new IdentitySettings(Duration.ofMinutes(5), Duration.ofMillis(500), Map.of())));
    }

    @Test
    void itLastsHalfASecond() {
        comesAndIsDeactivated();
        assertThat(viewers.of(program).person()).isEqualTo(person);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(viewers.of(program)).isEqualTo(Viewer.PUBLIC));
    }

    @Test
    void whatIsToldIsKnownAtOnce() {
        comesAndIsDeactivated();
        viewers.forget(RightsChanged.of(person));
        assertThat(viewers.of(program)).isEqualTo(Viewer.PUBLIC);
    }

    @Test
    void soIsWhatConcernsEverybodyAndNotWhatConcernsOthers() {
        comesAndIsDeactivated();
        viewers.forget(RightsChanged.of(new PersonId(NewId.next())));
        assertThat(viewers.of(program).person()).isEqualTo(person);
        viewers.forget(RightsChanged.ofEverybody());
        assertThat(viewers.of(program)).isEqualTo(Viewer.PUBLIC);
    }

    private void comesAndIsDeactivated() {
        jdbc.sql("insert into person (id, name, email, sample) values (?, 'Remembered Robin', ?, true)")
                .params(person.value(), person + "@remembered.example")
                .update();
        assertThat(viewers.of(program).person()).isEqualTo(person);
        jdbc.sql("update person set deactivated_at = now() where id = ?")
                .param(person.value())
                .update();
    }
}
