package org.rostrum.documents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks ClamAV's daemon whether a file is known to do harm, where a setting names one. Then no file is taken that it has
 * not looked at: a scanner that is away lets nothing through.
 *
 * <p>The client libraries there are have not been maintained for years; what they do is this one exchange (INSTREAM).
 */
@Component
class Clamd {

    private static final Logger LOG = LoggerFactory.getLogger(Clamd.class);

    private static final Pattern FOUND = Pattern.compile("stream: (?<what>.+) FOUND");
    private static final int PIECE = 64 * 1024;
    private static final int LONGEST_ANSWER = 4096;

    private final @Nullable ClamdAddress address;
    private final DocumentSettings settings;

    Clamd(DocumentSettings settings) {
        this.settings = settings;
        String text = settings.clamd();
        this.address = text == null ? null : new ClamdAddress(text);
    }

    /** @throws Refusal where it found something, or where it cannot say that it found nothing */
    void check(Path file) {
        if (address == null) {
            return;
        }
        String answer;
        try {
            answer = answer(file, address.socket());
        } catch (IOException | RuntimeException e) {
            LOG.warn("clamd at {} does not answer: {}", address.text(), e.toString());
            throw away();
        }
        Matcher found = FOUND.matcher(answer);
        if (found.matches()) {
            String what = found.group("what");
            LOG.warn("clamd found {} in a file that was uploaded; it was refused", what);
            throw Refusal.invalid(
                    ReceivedDocument.FIELD,
                    "The virus scanner found “" + what + "” in this file, so it is not taken. "
                            + "Scan your own machine before you upload it again.");
        }
        if (answer.contains("size limit exceeded")) {
            LOG.warn("clamd takes no file of this size: raise its StreamMaxLength to rostrum.documents.max-size");
            throw Refusal.of(
                    Refusal.Reason.TOO_LARGE,
                    ReceivedDocument.FIELD,
                    "This file is larger than the virus scanner takes. Tell the staff, who can raise its limit.");
        }
        if (!answer.equals("stream: OK")) {
            LOG.warn("clamd answered: {}", answer);
            throw away();
        }
    }

    private static Refusal away() {
        return new Refusal(
                Refusal.Reason.UNAVAILABLE,
                "The virus scanner does not answer, and no file is taken without it. Try again in some minutes.");
    }

    private String answer(Path file, SocketAddress where) throws IOException {
        try (SocketChannel clamd = where instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open()) {
            // A channel knows no timeout of its own; closing it ends whatever it is at.
            var inTime = new CompletableFuture<@Nullable Void>()
                    .orTimeout(settings.clamdTimeout().toMillis(), TimeUnit.MILLISECONDS);
            var closing = inTime.whenComplete((done, late) -> {
                if (late != null) {
                    close(clamd);
                }
            });
            try {
                clamd.connect(where);
                return exchange(file, clamd);
            } finally {
                inTime.complete(null);
                closing.cancel(false);
            }
        }
    }

    private static void close(SocketChannel clamd) {
        try {
            clamd.close();
        } catch (IOException e) {
            LOG.debug("clamd had hung up", e);
        }
    }

    private static String exchange(Path file, SocketChannel clamd) throws IOException {
        IOException broken = null;
        try {
            send(file, clamd);
        } catch (IOException e) {
            // It hangs up on what is too large, and says so before.
            broken = e;
        }
        var answer = new ByteArrayOutputStream();
        ByteBuffer some = ByteBuffer.allocate(LONGEST_ANSWER);
        try {
            while (answer.size() < LONGEST_ANSWER && clamd.read(some.clear()) >= 0) {
                answer.write(some.array(), 0, some.position());
            }
        } catch (IOException e) {
            broken = e;
        }
        String said = answer.toString(StandardCharsets.UTF_8).replace("\0", "").strip();
        if (said.isEmpty()) {
            throw broken == null ? new IOException("It hung up without an answer") : broken;
        }
        return said;
    }

    private static void send(Path file, SocketChannel clamd) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(Integer.BYTES + PIECE);
        write(clamd, ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
        try (FileChannel content = FileChannel.open(file)) {
            piece.position(Integer.BYTES);
            for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
                write(clamd, piece.putInt(0, read).flip());
                piece.clear().position(Integer.BYTES);
            }
        }
        write(clamd, piece.clear().putInt(0).flip());
    }

    private static void write(SocketChannel clamd, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            clamd.write(bytes);
        }
    }
}
