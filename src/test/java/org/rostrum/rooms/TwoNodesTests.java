package org.rostrum.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.rostrum.RostrumApplication;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Two portals on one database are one portal; and one of them may go. */
@ServedRostrumTest
class TwoNodesTests {

    private final Body body;
    private final Environment environment;
    private final int port;

    TwoNodesTests(Body body, Environment environment, @LocalServerPort int port) {
        this.body = body;
        this.environment = environment;
        this.port = port;
    }

    private ConfigurableApplicationContext secondNode() {
        String[] same = {
            "spring.datasource.url",
            "spring.security.oauth2.client.registration.rostrum.client-id",
            "spring.security.oauth2.client.registration.rostrum.client-secret",
            "spring.security.oauth2.client.registration.rostrum.scope",
            "spring.security.oauth2.client.provider.rostrum.issuer-uri"
        };
        String[] arguments = new String[same.length + 1];
        arguments[same.length] = "--server.port=0";
        for (int i = 0; i < same.length; i++) {
            arguments[i] = "--" + same[i] + "=" + environment.getRequiredProperty(same[i]);
        }
        return new SpringApplicationBuilder(RostrumApplication.class).run(arguments);
    }

    @Test
    void whatIsSaidOnOneIsHeardOnBothAndWhoseNodeRestartsMissesNothing() {
        Gathering meeting = body.meetingNow();
        ConfigurableApplicationContext node = secondNode();
        int other =
                Integer.parseInt(Objects.requireNonNull(node.getEnvironment().getProperty("local.server.port")));
        try (Live carla = new Client(port, Cast.CARLA).live().joins(meeting, 0);
                Live victor = new Client(other, Cast.VICTOR).live().joins(meeting, 0)) {
            assertThat(carla.awaitsPeople(2).get("organizations").toString())
                    .isEqualTo("{\"Examplecom\":1,\"Fictel Networks\":1}");
            victor.awaitsPeople(2);
            new Client(port, Cast.DANA).says(meeting, "said here");
            new Client(other, Cast.DANA).says(meeting, "said there");
            carla.awaits(2);
            victor.awaits(2);
            assertThat(victor.events()).isEqualTo(carla.events());

            String thread = carla.events().getFirst().at("/data/thread").stringValue();
            carla.types(meeting, thread);
            victor.awaitsWriting(Cast.CARLA.fullName());
            victor.types(meeting, thread);
            carla.awaitsWriting(Cast.CARLA.fullName() + ", " + Cast.VICTOR.fullName());
            carla.types(meeting, null);
            victor.awaitsWriting(Cast.VICTOR.fullName());

            node.close();
            assertThat(victor.awaitsClose()).as("service restart").isEqualTo(1012);
            carla.awaitsPeople(1);
            new Client(port, Cast.DANA).says(meeting, "said meanwhile");
            try (Live back = new Client(port, Cast.VICTOR).live().joins(meeting, 2)) {
                assertThat(back.seqs()).containsExactly(3L);
            }
        } finally {
            node.close();
        }
    }
}
