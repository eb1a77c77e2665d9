package org.rostrum.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.OwnPerson;
import org.rostrum.testing.RostrumTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

@RostrumTest
class SignInEntriesTests {

    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;

    SignInEntriesTests(ApplicationEventPublisher events, JdbcClient jdbc) {
        this.events = events;
        this.jdbc = jdbc;
    }

    private static OAuth2AuthenticationToken account(String subject) {
        var authorities = AuthorityUtils.createAuthorityList("OIDC_USER");
        OidcIdToken token = OidcIdToken.withTokenValue("unread")
                .issuer(Body.ISSUER)
                .subject(subject)
                .claim("email", subject + "@elsewhere.example")
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(60))
                .build();
        return new OAuth2AuthenticationToken(new DefaultOidcUser(authorities, token), authorities, "rostrum");
    }

    private List<Map<String, @Nullable Object>> entries(String account) {
        return jdbc.sql("""
                        select action, person_id, after ->> 'email' as email from audit_entry
                         where after ->> 'account' = ? order by id""").param(account).query().listOfRows();
    }

    @Test
    void whoComesInAndGoesIsOnRecord() {
        OwnPerson person = OwnPerson.of(Cast.Company.EXAMPLECOM, jdbc);
        events.publishEvent(new InteractiveAuthenticationSuccessEvent(account(person.subject()), getClass()));
        events.publishEvent(new LogoutSuccessEvent(account(person.subject())));
        assertThat(entries(person.subject()))
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("action", "sign-in.done")
                        .containsEntry("person_id", person.id())
                        .containsEntry("email", null));
        assertThat(jdbc.sql("select action from audit_entry where person_id = ? order by id")
                        .param(person.id())
                        .query(String.class)
                        .list())
                .containsExactly("sign-in.done", "sign-in.ended");
    }

    @Test
    void whoRepresentsNoMemberOrIsUnknownIsOnRecordAsRefused() {
        OwnPerson nobodys = OwnPerson.known(jdbc);
        events.publishEvent(new InteractiveAuthenticationSuccessEvent(account(nobodys.subject()), getClass()));
        assertThat(entries(nobodys.subject()))
                .singleElement()
                .satisfies(entry -> assertThat(entry).containsEntry("action", "sign-in.refused"));
        String stranger = "stranger-" + UUID.randomUUID();
        events.publishEvent(new InteractiveAuthenticationSuccessEvent(account(stranger), getClass()));
        assertThat(entries(stranger))
                .singleElement()
                .satisfies(entry -> assertThat(entry)
                        .containsEntry("action", "sign-in.refused")
                        .containsEntry("person_id", null)
                        .containsEntry("email", stranger + "@elsewhere.example"));
    }
}
