package org.rostrum.rooms.live;

import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.websocket.api.Configurable;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** Spring's handshake on Jetty, with what Jetty has to know about our sockets. */
@Component
class LiveHandshake extends DefaultHandshakeHandler {

    private static final int INPUT_BUFFER = 1024;

    LiveHandshake() {
        super(strategy());
        setSupportedProtocols(Wire.SUBPROTOCOL);
    }

    private static JettyRequestUpgradeStrategy strategy() {
        var strategy = new JettyRequestUpgradeStrategy();
        strategy.addWebSocketConfigurer(LiveHandshake::configure);
        return strategy;
    }

    private static void configure(Configurable sockets) {
        // The sockets' own pings say more than an idle timeout.
        sockets.setIdleTimeout(Duration.ZERO);
        sockets.setInputBufferSize(INPUT_BUFFER);
        sockets.setMaxTextMessageSize(Wire.LARGEST_MESSAGE);
        sockets.setMaxBinaryMessageSize(Wire.LARGEST_MESSAGE);
        // Of a frame; it would cut up what goes out, too.
        sockets.setMaxFrameSize(0);
    }

    /** What lies below Spring's session and Jetty's own: it sends bytes as they are, and does not wait. */
    static CoreSession core(NativeWebSocketSession session) {
        return Objects.requireNonNull(session.getNativeSession(WebSocketSession.class))
                .getCoreSession();
    }
}
