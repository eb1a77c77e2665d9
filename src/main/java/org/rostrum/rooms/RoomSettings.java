package org.rostrum.rooms;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The live sockets.
 *
 * @param allowedOrigins origins besides the portal's own whose pages may open a socket, as "https://host[:port]"
 * @param backlog what may wait for one socket before it is closed as too slow; it then comes back and reads the log
 * @param socketsPerPerson on one node
 * @param roomsPerSocket how many rooms one socket may watch
 * @param framesPerMinute what one socket may send, and so many at once; it is closed beyond that
 * @param ping how often each socket is pinged, and so how soon a proxy's idle timeout must not be
 * @param silence after how long without a sign of life a connection counts as dead
 * @param recheck how often it is asked anew whether whoever watches still may
 */
@Validated
@ConfigurationProperties("rostrum.rooms")
public record RoomSettings(
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("1MB") DataSize backlog,

        @DefaultValue("20") @Min(value = 1, message = "must be at least 1") int socketsPerPerson,

        @DefaultValue("50")
        @Min(value = 1, message = "must be at least 1") @Max(value = 1000, message = "must be at most 1000") int roomsPerSocket,

        @DefaultValue("300") @Min(value = 60, message = "must be at least 60") int framesPerMinute,

        @DefaultValue("25s") Duration ping,
        @DefaultValue("60s") Duration silence,
        @DefaultValue("30s") Duration recheck) {

    @AssertTrue(message = "rostrum.rooms.backlog must be at least 64KB, or every burst closes sockets") boolean isBacklogLargeEnough() {
        return backlog.toBytes() >= DataSize.ofKilobytes(64).toBytes();
    }

    @AssertTrue(
            message = "rostrum.rooms.frames-per-minute must be more than rostrum.rooms.rooms-per-socket, or nobody who"
                    + " watches that many comes back")
    boolean isFrameForEachRoom() {
        return framesPerMinute > roomsPerSocket;
    }

    @AssertTrue(message = "rostrum.rooms.silence must be longer than rostrum.rooms.ping, or quiet readers are cut off") boolean isSilenceLongerThanPing() {
        return silence.compareTo(ping) > 0;
    }

    @AssertTrue(message = "rostrum.rooms.allowed-origins must be like https://portal.example, without a path") boolean isEveryOriginOne() {
        return allowedOrigins.stream().allMatch(origin -> origin.matches("https?://[^/]+"));
    }
}
