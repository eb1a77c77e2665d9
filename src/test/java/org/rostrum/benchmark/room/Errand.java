package org.rostrum.benchmark.room;

import java.io.Serializable;
import java.util.UUID;

/** What the load process is told to do, and what it answers when that is done. */
sealed interface Errand extends Serializable {

    /** How somebody in the benchmark is known; they are numbered. */
    static String token(int person) {
        return "bench-" + person;
    }

    /**
     * Clients come into a room; answered with {@link Came} when all are in, or no more come.
     *
     * @param after the room's last event, after which nothing but the load's messages follow
     * @param deflate whether they offer to read compressed frames, as browsers do
     * @param silent how many of them, the last ones, are to stop reading some day; what they receive is not counted
     * @param returning whether they come back when they lose the connection; else that is a fault
     */
    record Connect(int port, UUID room, int clients, long after, boolean deflate, int silent, boolean returning)
            implements Errand {}

    /** @param trouble what the first of those was told that were not let in; empty where all came */
    record Came(int clients, double seconds, String trouble) implements Serializable {}

    /** Those who are to stop reading stop, or go on; answered with the number of them that are still connected. */
    record Silence(boolean silent) implements Errand {}

    /** All leave; answered with 0. */
    record Leave() implements Errand {}

    /**
     * Messages are posted, and it is waited until everybody has them; answered with {@link Heard}.
     *
     * @param perSecond on a schedule, whether or not the server keeps up; 0 for each poster as soon as it has its answer
     * @param bytes of each text
     * @param insisting whether a post that fails is sent again until it is taken; else that is a fault
     */
    record Post(int port, UUID room, int posters, double perSecond, double seconds, int bytes, boolean insisting)
            implements Errand {}

    /**
     * What was posted and what came of it.
     *
     * @param trouble what is wrong with it: lost, in another order, refused; empty where all is well
     * @param late messages that could not even be sent in time
     * @param p99 in milliseconds from when a message was to be sent to a client that has it, over all deliveries
     * @param lastP99 the same to the last client that has it, over all messages
     * @param answerP99 to the poster's answer
     * @param deliverySeconds from the first post to the last delivery
     * @param bytes that came in by all sockets
     * @param event bytes of an event in one client's frames, then if each frame is compressed by itself, and if all are
     *     with what came before known
     * @param returned when the last one came back who had lost the connection, as the system's milliseconds; 0 for nobody
     * @param refusedReturns how often somebody who came back was refused otherwise than by nobody being there
     */
    record Heard(
            String trouble,
            long posted,
            long late,
            long deliveries,
            double p50,
            double p99,
            double lastP99,
            double answerP50,
            double answerP99,
            double postSeconds,
            double deliverySeconds,
            long bytes,
            double event,
            double eventDeflated,
            double eventDeflatedInContext,
            long returned,
            long refusedReturns)
            implements Serializable {

        boolean holds(double limit) {
            return trouble.isEmpty() && late == 0 && p99 < limit;
        }
    }

    /** A page is opened again and again on some connections; answered with {@link Opened}. */
    record Open(int port, String path, String headers, int connections, double seconds) implements Errand {}

    record Opened(String trouble, long pages, double p99, long bytesAPage) implements Serializable {}
}
