package org.rostrum.agendas;

import org.rostrum.shared.Refusal;

/** Somebody saved a newer draft than the one this was written on. Nothing was overwritten. */
public class StaleDraft extends Refusal {

    private final int current;

    StaleDraft(int current) {
        super(
                Reason.CONFLICT,
                "The draft was saved by somebody else since you loaded it (it is at revision " + current
                        + " now). Nothing was overwritten: load it again and compare.");
        this.current = current;
    }

    /** The revision that is newer. */
    public int current() {
        return current;
    }
}
