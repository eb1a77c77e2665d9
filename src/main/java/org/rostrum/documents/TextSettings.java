package org.rostrum.documents;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;
import org.springframework.validation.annotation.Validated;

/**
 * The text of documents, which is searched and compared.
 *
 * @param poll how often each node looks for documents that another left unread; what comes in by a node is read at once.
 *     Nothing is read by a node where this is 0
 * @param longest how long one document may take
 * @param memory what the process that reads documents may take
 * @param characters the most that is kept of one document
 */
@Validated
@ConfigurationProperties("rostrum.documents.text")
public record TextSettings(
        @DefaultValue("30s") @DurationMin(message = "must not be negative")
        Duration poll,

        @DefaultValue("1m") @DurationMin(seconds = 1, message = "must be a second at least")
        Duration longest,

        @DefaultValue("384MB") @DataSizeUnit(DataUnit.MEGABYTES)
        DataSize memory,

        @DefaultValue("5000000")
        @Min(value = 1_000, message = "must be 1,000 at least") @Max(value = 50_000_000, message = "must be 50,000,000 at most") int characters) {

    public TextSettings {
        if (memory.toMegabytes() < 64) {
            throw new IllegalArgumentException("rostrum.documents.text.memory must be 64MB at least");
        }
    }
}
