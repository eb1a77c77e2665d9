package org.rostrum.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.rostrum.notifications.MailSettings;
import org.rostrum.shared.BodySettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.PortInUseException;

class FailureInOneSentenceTests {

    @EnableConfigurationProperties({BodySettings.class, MailSettings.class})
    static class Settings {}

    private static String saidOf(String setting) {
        String[] said = {""};
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues(setting)
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
