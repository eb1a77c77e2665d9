package org.rostrum.contributions.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rostrum.contributions.Reservation;
import org.rostrum.shared.Refusal;

/** Reservations sent in one go, read all before any is refused, so that all that cannot be read is said at once. */
final class SeveralAsked {

    private SeveralAsked() {}

    /** @throws Refusal naming what is wrong as {@code contributions[2].type}, from 0 */
    static List<Reservation> read(List<Asked> asked) {
        List<Reservation> read = new ArrayList<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (int n = 0; n < asked.size(); n++) {
            try {
                read.add(asked.get(n).read());
            } catch (Refusal refusal) {
                String place = "contributions[" + n + "].";
                refusal.fields().forEach((field, message) -> problems.put(place + field, message));
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid("No number was reserved, because not all of them can be.", problems);
        }
        return read;
    }
}
