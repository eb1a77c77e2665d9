package org.rostrum.rooms.live;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** A text frame's payload, encoded once and shared by all sockets it goes to. */
final class Encoded {

    private final ByteBuffer payload;

    private Encoded(ByteBuffer payload) {
        this.payload = payload;
    }

    static Encoded of(CharSequence json) {
        // Direct, because the channel would otherwise copy the bytes into a direct buffer again for each socket.
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        return new Encoded(
                ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer());
    }

    int length() {
        return payload.remaining();
    }

    /** A frame for one socket: Jetty moves the position of the buffer it writes. */
    Frame frame() {
        return new Frame(OpCode.TEXT, payload.duplicate());
    }

    @Override
    public String toString() {
        return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }
}
