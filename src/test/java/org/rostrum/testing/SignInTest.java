package org.rostrum.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.rostrum.RostrumApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestConstructor;

/**
 * The whole application behind a real web server, with two providers that run beside it, "north" and "south", and one
 * that is away, "rostrum".
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = RostrumApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "rostrum.body.sample-data=true",
            "rostrum.identity.recheck=1h",
            "spring.security.oauth2.client.registration.rostrum.client-id=rostrum",
            "spring.security.oauth2.client.registration.rostrum.client-secret=secret",
            "spring.security.oauth2.client.registration.rostrum.scope=openid,profile,email",
            "spring.security.oauth2.client.registration.rostrum.client-name=Away",
            "spring.security.oauth2.client.provider.rostrum.issuer-uri=" + Body.ISSUER,
            "rostrum.identity.providers.south.match-by-email=false",
            "rostrum.identity.providers.south.match-by-domain=false",
            "rostrum.identity.providers.south.organization-claim=organization",
            "rostrum.identity.providers.south.roles-claim=groups"
        })
@Import({TestDatabase.class, TestProviders.class})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
public @interface SignInTest {}
