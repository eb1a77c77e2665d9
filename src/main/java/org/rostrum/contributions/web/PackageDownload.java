package org.rostrum.contributions.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.contributions.DocumentPackage;
import org.rostrum.contributions.DocumentPackages;
import org.rostrum.contributions.PackageChoice;
import org.rostrum.meetings.MeetingView;
import org.rostrum.organizations.PersonId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Sends a package as fast as its reader takes it. A download that broke goes on where it stopped: browsers ask for the rest
 * of what they began (Range with If-Range), and in the hour it takes them a lively meeting has changed its index; so a
 * node remembers what it began to send.
 */
@Component
class PackageDownload {

    private static final Logger LOG = LoggerFactory.getLogger(PackageDownload.class);

    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** About 2 KB each. */
    private static final long MOST_DOCUMENTS_REMEMBERED = 10_000;

    private final DocumentPackages packages;
    private final DownloadsUnderway underway;

    private final Cache<String, DocumentPackage> begun = Caffeine.newBuilder()
            .expireAfterAccess(REMEMBERED)
            .maximumWeight(MOST_DOCUMENTS_REMEMBERED)
            .weigher((String tag, DocumentPackage one) -> one.documents().size() + 1)
            .build();

    private record Reader(PersonId person, String tag) {}

    /** Up to where somebody was sent a package without a gap, in however many goes. */
    private final Cache<Reader, Long> reached = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(10_000)
            .build();

    PackageDownload(DocumentPackages packages, DownloadsUnderway underway) {
        this.packages = packages;
        this.underway = underway;
    }

    /** @throws TooManyDownloads where the reader has to wait; then nothing has been written */
    void send(
            MeetingView meeting,
            PackageChoice choice,
            Viewer viewer,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String reader = viewer.person() == null
                ? request.getRemoteAddr()
                : viewer.person().toString();
        try (DownloadsUnderway.Turn _ = underway.begin(reader)) {
            DocumentPackage pack = asked(meeting, choice, viewer, request);
            if (new ServletWebRequest(request, response).checkNotModified(pack.tag())) {
                return;
            }
            long length = pack.zip().length();
            Part part = part(request, pack);
            if (part.from() >= length) {
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
                response.setStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
                return;
            }
            head(pack, part, response);
            if (!HttpMethod.HEAD.matches(request.getMethod())) {
                body(pack, part, viewer, response);
            }
        }
    }

    private DocumentPackage asked(
            MeetingView meeting, PackageChoice choice, Viewer viewer, HttpServletRequest request) {
        String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        if (ifRange != null && request.getHeader(HttpHeaders.RANGE) != null) {
            DocumentPackage before = begun.getIfPresent(ifRange);
            if (before != null && before.meeting().equals(meeting.id())) {
                return before;
            }
        }
        return packages.pack(meeting, choice, viewer);
    }

    /** @param until the byte after the last */
    private record Part(long from, long until, boolean whole) {}

    /** One part, if that is of the very same package; several at once are answered with the whole, as HTTP allows. */
    private static Part part(HttpServletRequest request, DocumentPackage pack) {
        long length = pack.zip().length();
        String asked = request.getHeader(HttpHeaders.RANGE);
        String ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        HttpRange range = asked == null || (ifRange != null && !ifRange.equals(pack.tag())) ? null : single(asked);
        return range == null
                ? new Part(0, length, true)
                : new Part(range.getRangeStart(length), range.getRangeEnd(length) + 1, false);
    }

    private static @Nullable HttpRange single(String asked) {
        try {
            List<HttpRange> ranges = HttpRange.parseRanges(asked);
            return ranges.size() == 1 ? ranges.getFirst() : null;
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    private static void head(DocumentPackage pack, Part part, HttpServletResponse response) {
        response.setContentType("application/zip");
        response.setContentLengthLong(part.until() - part.from());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (!part.whole()) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(
                    HttpHeaders.CONTENT_RANGE,
                    "bytes %d-%d/%d"
                            .formatted(part.from(), part.until() - 1, pack.zip().length()));
        }
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(pack.name()).build().toString());
        // Kept by the reader's own browser only, and asked for again each time: rights can be taken back.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache, private");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    private void body(DocumentPackage pack, Part part, Viewer viewer, HttpServletResponse response) throws IOException {
        begun.asMap().putIfAbsent(pack.tag(), pack);
        Counted out = new Counted(response.getOutputStream());
        boolean sent = false;
        try {
            pack.zip().write(part.from(), part.until(), out);
            out.flush();
            sent = true;
        } catch (Gone e) {
            LOG.debug("The reader of {} left after {} bytes", pack.name(), out.count, e);
        } catch (IOException | RuntimeException e) {
            // The length was announced, so the container can only break the connection: nobody takes it for the whole.
            LOG.error("{} broke off after {} bytes", pack.name(), out.count, e);
            throw e;
        } finally {
            reached(pack, part, out.count, sent, viewer);
        }
    }

    private void reached(DocumentPackage pack, Part part, long count, boolean sent, Viewer viewer) {
        if (viewer.person() == null) {
            return;
        }
        Reader reader = new Reader(viewer.person(), pack.tag());
        Long before = reached.getIfPresent(reader);
        long known = before == null ? 0 : before;
        if (part.from() > known) {
            return;
        }
        if (sent && part.until() == pack.zip().length()) {
            reached.invalidate(reader);
            packages.taken(pack, viewer);
        } else {
            reached.put(reader, Math.max(known, part.from() + count));
        }
    }

    /** Who read it does not any more. */
    private static final class Gone extends IOException {

        Gone(IOException cause) {
            super(cause);
        }
    }

    /** Tells a reader who left from a document that cannot be read. */
    private static final class Counted extends FilterOutputStream {

        private long count;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw new Gone(e);
            }
            count += length;
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw new Gone(e);
            }
        }
    }
}
