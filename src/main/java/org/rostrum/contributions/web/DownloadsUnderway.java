package org.rostrum.contributions.web;

import java.util.HashMap;
import java.util.Map;
import org.rostrum.contributions.PackageSettings;
import org.springframework.stereotype.Component;

/** How many packages this node is sending, in all and to each reader. */
@Component
class DownloadsUnderway {

    private final PackageSettings settings;
    private final Map<String, Integer> underway = new HashMap<>();
    private int all;

    DownloadsUnderway(PackageSettings settings) {
        this.settings = settings;
    }

    /** Is given back by closing it. */
    interface Turn extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * @param reader a person, or the address of a visitor
     * @throws TooManyDownloads where they have to wait
     */
    synchronized Turn begin(String reader) {
        int own = underway.getOrDefault(reader, 0);
        if (own >= settings.atOncePerPerson()) {
            throw TooManyDownloads.ofYours(settings.atOncePerPerson());
        }
        if (all >= settings.atOnce()) {
            throw TooManyDownloads.inAll();
        }
        all++;
        underway.put(reader, own + 1);
        return () -> end(reader);
    }

    private synchronized void end(String reader) {
        all--;
        underway.computeIfPresent(reader, (key, own) -> own == 1 ? null : own - 1);
    }
}
