package org.rostrum.calendars.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.rostrum.calendars.Feed;
import org.rostrum.calendars.FeedPace;
import org.rostrum.calendars.Feeds;
import org.rostrum.calendars.PersonalFeeds;
import org.rostrum.events.EventId;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/**
 * The calendars that programs subscribe to. They ask again and again, so whatever has not changed is answered with 304.
 * Only the ETag decides: Last-Modified is for people who look, because a room's new name changes a calendar as well.
 */
@RestController
@RequestMapping(method = {RequestMethod.GET, RequestMethod.HEAD})
class FeedController {

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

    /** Whoever comes through a cache in between sees a change so much later. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Feeds feeds;
    private final PersonalFeeds personal;
    private final FeedPace pace;

    FeedController(Feeds feeds, PersonalFeeds personal, FeedPace pace) {
        this.feeds = feeds;
        this.personal = personal;
        this.pace = pace;
    }

    @RequestMapping("/calendar/schedule.ics")
    ResponseEntity<byte[]> schedule(WebRequest request) {
        return shared(feeds.schedule(), request);
    }

    @RequestMapping("/calendar/events/{event}.ics")
    ResponseEntity<byte[]> event(@PathVariable EventId event, WebRequest request) {
        return shared(feeds.event(event), request);
    }

    @RequestMapping("/calendar/groups/{group}.ics")
    ResponseEntity<byte[]> group(@PathVariable String group, WebRequest request) {
        return shared(feeds.group(group), request);
    }

    /** An answer without a body where there is none: an error page would lead on from an address that is a secret. */
    @RequestMapping("/calendar/people/{secret}.ics")
    ResponseEntity<byte[]> person(@PathVariable String secret, WebRequest request) {
        Optional<Duration> wait = pace.tooFast(secret);
        if (wait.isPresent()) {
            return own(ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS), CacheControl.noStore())
                    .header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.get().toSeconds() + 1))
                    .build();
        }
        return personal.at(secret)
                .map(feed -> own(feed, request))
                .orElseGet(() -> own(ResponseEntity.status(HttpStatus.NOT_FOUND), CacheControl.noStore())
                        .build());
    }

    private static ResponseEntity<byte[]> shared(Feed feed, WebRequest request) {
        return answer(
                ResponseEntity.ok().cacheControl(CacheControl.maxAge(FRESH).cachePublic()), feed, request);
    }

    private static ResponseEntity<byte[]> own(Feed feed, WebRequest request) {
        return answer(
                own(
                        ResponseEntity.ok(),
                        CacheControl.maxAge(Duration.ZERO).cachePrivate().mustRevalidate()),
                feed,
                request);
    }

    private static ResponseEntity.BodyBuilder own(ResponseEntity.BodyBuilder answer, CacheControl cache) {
        return answer.cacheControl(cache)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex");
    }

    private static ResponseEntity<byte[]> answer(ResponseEntity.BodyBuilder answer, Feed feed, WebRequest request) {
        String tag = "\"" + feed.version() + "\"";
        if (request.checkNotModified(tag)) {
            // Said outright: left to find out by itself, the framework compares with a tag that the server has marked
            // as
            // compressed by then, and answers 200 with nothing in it.
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .headers(headers -> headers.addAll(answer.build().getHeaders()))
                    .eTag(tag)
                    .lastModified(feed.changedAt())
                    .build();
        }
        answer.eTag(tag).lastModified(feed.changedAt());
        return answer.contentType(CALENDAR)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(feed.fileName())
                                .build()
                                .toString())
                .body(feed.content().write());
    }
}
