package org.rostrum.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.rostrum.documents.DocumentSettings;
import org.rostrum.notifications.MailSettings;
import org.rostrum.shared.BodySettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.PortInUseException;

class FailureInOneSentenceTests {

    @EnableConfigurationProperties({BodySettings.class, DocumentSettings.class, MailSettings.class})
    static class Settings {}

    private static String saidOf(String... settings) {
        String[] said = {""};
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues(settings)
                .run(context ->
                        said[0] = FailureInOneSentence.about(Objects.requireNonNull(context.getStartupFailure()))
                                .orElseThrow());
        return said[0];
    }

    @Test
    void aValueThatIsNoValueIsNamed() {
        assertThat(saidOf("rostrum.body.sample-data=perhaps"))
                .isEqualTo("Set rostrum.body.sample-data otherwise: \"perhaps\" cannot be read as boolean.");
    }

    @Test
    void aValueOutOfBoundsIsNamedWithWhatItMustBe() {
        assertThat(saidOf("rostrum.body.prefix=oma"))
                .isEqualTo("Set rostrum.body.prefix to another value than oma: it must be capital letters and digits.");
    }

    @Test
    void anAddressThatMailCannotComeFromIsNamed() {
        assertThat(saidOf("rostrum.mail.from=the portal"))
                .isEqualTo("Set rostrum.mail.from to another value than the portal: it must be an e-mail address.");
        assertThat(saidOf("rostrum.mail.first-wait=0s"))
                .isEqualTo("Set rostrum.mail.first-wait to another value than PT0S: it must be longer than nothing.");
    }

    @Test
    void aBucketThatIsNotNamedIsAskedFor() {
        assertThat(saidOf("rostrum.documents.store=s3", "rostrum.documents.s3.region=eu-central-1"))
                .isEqualTo("Set rostrum.documents.s3.bucket: it must name the bucket that documents go to, because the"
                        + " store is set to s3.");
        assertThat(saidOf("rostrum.documents.s3.bucket=documents", "rostrum.documents.s3.region="))
                .isEqualTo(
                        "Set rostrum.documents.s3.region: it must name the region of the bucket, such as eu-central-1.");
        assertThat(saidOf("rostrum.documents.s3.endpoint=minio"))
                .isEqualTo("Set rostrum.documents.s3.endpoint to another value than minio: it must be the address of an"
                        + " S3 server, such as https://s3.example.org.");
        assertThat(saidOf("rostrum.documents.s3.secret-key=secret"))
                .isEqualTo("Set rostrum.documents.s3.access-key: it must be set together with the other key, or neither"
                        + " of them.");
        assertThat(saidOf("rostrum.documents.store=cloud"))
                .isEqualTo("Set rostrum.documents.store otherwise: \"cloud\" cannot be read as DocumentStore.");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThat(FailureInOneSentence.about(new IllegalStateException(new PortInUseException(8080))))
                .contains("Port 8080 is taken by another program: stop that one, or set server.port to another.");
    }

    @Test
    void whatNoSettingPutsRightIsLeftToSpring() {
        assertThat(FailureInOneSentence.about(new IllegalStateException("a bug")))
                .isEmpty();
    }
}
