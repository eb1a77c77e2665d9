package org.rostrum.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.rostrum.RostrumApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestConstructor;

/**
 * The whole application on a real database, with MockMvc in front and a {@link Body} gathered. Tests of one JVM share
 * the context, so each arranges its own meeting and looks at nothing else.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = RostrumApplication.class,
        properties = {
            "rostrum.body.sample-data=true",
            // Or each published agenda would become a contribution in the middle of some test.
            "rostrum.agendas.filing.poll=0s",
            // Or authors would be told of numbers that a test has just reserved.
            "rostrum.contributions.deadline-notices.poll=0s",
            // Tests change the database behind the portal's back, and ask at once.
            "rostrum.identity.remembered=0s",
            // Or files of tests would be read while others wait for the processor.
            "rostrum.documents.text.poll=0s",
            "spring.security.oauth2.client.registration.rostrum.client-id=rostrum",
            "spring.security.oauth2.client.registration.rostrum.client-secret=secret",
            "spring.security.oauth2.client.registration.rostrum.scope=openid,profile,email",
            "spring.security.oauth2.client.provider.rostrum.issuer-uri=" + Body.ISSUER
        })
@AutoConfigureMockMvc
@Import(TestDatabase.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
public @interface RostrumTest {}
