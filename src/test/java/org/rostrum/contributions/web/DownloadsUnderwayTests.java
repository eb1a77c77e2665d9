package org.rostrum.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rostrum.contributions.PackageSettings;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** A node sends a few packages at once, and says so to whoever has to wait. */
@RostrumTest
class DownloadsUnderwayTests {

    private final DownloadsUnderway shared;
    private final MockMvcTester mvc;
    private final Body body;

    DownloadsUnderwayTests(DownloadsUnderway shared, MockMvcTester mvc, Body body) {
        this.shared = shared;
        this.mvc = mvc;
        this.body = body;
    }

    @Test
    void onePersonWaitsForTheirOwnAndEverybodyForAll() {
        DownloadsUnderway underway = new DownloadsUnderway(new PackageSettings(2, 3));
        DownloadsUnderway.Turn first = underway.begin("dana");
        underway.begin("dana");
        assertThatThrownBy(() -> underway.begin("dana"))
                .isInstanceOfSatisfying(
                        TooManyDownloads.class,
                        e -> assertThat(e.status().value()).isEqualTo(429));
        DownloadsUnderway.Turn other = underway.begin("devi");
        first.close();
        underway.begin("dana");
        assertThatThrownBy(() -> underway.begin("ipsi"))
                .isInstanceOfSatisfying(
                        TooManyDownloads.class,
                        e -> assertThat(e.status().value()).isEqualTo(503));
        other.close();
        underway.begin("ipsi");
    }

    @Test
    @SuppressWarnings("try") // They are held, not used.
    void whoHasToWaitReadsWhyAndForHowLong() {
        Gathering meeting = body.meetingNow();
        String tessa = Cast.TESSA.id().toString();
        try (DownloadsUnderway.Turn one = shared.begin(tessa);
                DownloadsUnderway.Turn two = shared.begin(tessa)) {
            assertThat(mvc.get()
                            .uri("/meetings/{id}/documents.zip", meeting.id())
                            .with(Body.signedIn(Cast.TESSA)))
                    .hasStatus(429)
                    .hasHeader("Retry-After", "30")
                    .bodyText()
                    .contains("2 packages are on the way to you already", "Documents to take along");
            assertThat(mvc.get()
                            .uri("/api/v1/meetings/{id}/documents.zip", meeting.id())
                            .header("Authorization", "Bearer " + Cast.TESSA.token()))
                    .hasStatus(429)
                    .hasHeader("Retry-After", "30")
                    .hasContentType("application/problem+json");
        }
        assertThat(mvc.get().uri("/meetings/{id}/documents.zip", meeting.id()).with(Body.signedIn(Cast.TESSA)))
                .hasStatusOk();
    }
}
