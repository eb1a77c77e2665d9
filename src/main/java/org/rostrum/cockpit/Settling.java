package org.rostrum.cockpit;

import java.util.Map;

/**
 * What an officer does about something that waits.
 *
 * @param path of a page of the portal
 * @param post whether doing it takes no more than sending this; else the page is where it is done
 * @param fields what is sent
 */
public record Settling(String label, String path, boolean post, Map<String, String> fields) {

    static Settling at(String label, String path) {
        return new Settling(label, path, false, Map.of());
    }

    static Settling by(String label, String path) {
        return new Settling(label, path, true, Map.of());
    }
}
