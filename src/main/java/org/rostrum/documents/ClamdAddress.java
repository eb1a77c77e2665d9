package org.rostrum.documents;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where clamd listens: the path of its socket, or host:port. */
record ClamdAddress(String text) {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(?<host>[^/\\s]+):(?<port>\\d{1,5})");

    ClamdAddress {
        if (!text.startsWith("/") && !HOST_AND_PORT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "rostrum.documents.clamd must be the path of clamd's socket, such as /run/clamav/clamd.ctl, or host:port");
        }
    }

    /** Looked up each time: a name may move to another machine. */
    SocketAddress socket() {
        Matcher parts = HOST_AND_PORT.matcher(text);
        return parts.matches()
                ? new InetSocketAddress(parts.group("host"), Integer.parseInt(parts.group("port")))
                : UnixDomainSocketAddress.of(Path.of(text));
    }
}
