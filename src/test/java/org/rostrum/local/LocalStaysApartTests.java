package org.rostrum.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.source.JWKSource;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.RostrumTest;
import org.springframework.context.ApplicationContext;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;

/** The portal scans org.rostrum and finds Spring Authorization Server on the class path; neither may reach it. */
@RostrumTest
class LocalStaysApartTests {

    private final ApplicationContext portal;

    LocalStaysApartTests(ApplicationContext portal) {
        this.portal = portal;
    }

    @Test
    void thePortalTakesNothingFromTheLocalRun() {
        assertThat(portal.getBeanDefinitionNames())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(portal.getType(name))
                        .as(name)
                        .satisfiesAnyOf(
                                type -> assertThat(type).isNull(),
                                type -> assertThat(type.getName()).doesNotStartWith("org.rostrum.local")));
    }

    @Test
    void thePortalIsNoProviderItself() {
        assertThat(portal.getBeanNamesForType(RegisteredClientRepository.class)).isEmpty();
        assertThat(portal.getBeanNamesForType(AuthorizationServerSettings.class))
                .isEmpty();
        assertThat(portal.getBeanNamesForType(JWKSource.class)).isEmpty();
        assertThat(portal.getBeanNamesForType(UserDetailsService.class)).isEmpty();
    }
}
