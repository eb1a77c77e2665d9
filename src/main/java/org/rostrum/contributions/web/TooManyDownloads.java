package org.rostrum.contributions.web;

import java.time.Duration;
import org.springframework.http.HttpStatus;

/** A package is not sent now, because too many are on their way. */
class TooManyDownloads extends RuntimeException {

    private final HttpStatus status;
    private final String words;
    private final Duration retryAfter;

    private TooManyDownloads(HttpStatus status, String words, Duration retryAfter) {
        super(words);
        this.status = status;
        this.words = words;
        this.retryAfter = retryAfter;
    }

    static TooManyDownloads ofYours(int limit) {
        return new TooManyDownloads(
                HttpStatus.TOO_MANY_REQUESTS,
                (limit == 1 ? "A package is" : limit + " packages are")
                        + " on the way to you already. Wait until one has arrived, or cancel it, and try again.",
                Duration.ofSeconds(30));
    }

    static TooManyDownloads inAll() {
        return new TooManyDownloads(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Many people are downloading packages right now. Try again in a minute; single documents can be"
                        + " downloaded meanwhile.",
                Duration.ofMinutes(1));
    }

    HttpStatus status() {
        return status;
    }

    String words() {
        return words;
    }

    String retryAfterSeconds() {
        return Long.toString(retryAfter.toSeconds());
    }
}
