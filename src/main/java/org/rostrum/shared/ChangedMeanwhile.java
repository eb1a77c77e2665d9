package org.rostrum.shared;

/** Somebody else changed it between the reading and the writing; the form then shows both texts. */
public class ChangedMeanwhile extends Refusal {

    public ChangedMeanwhile() {
        super(
                Reason.CONFLICT,
                "Somebody else changed this while you were editing. What is there now stands beside what you typed; "
                        + "save again to replace it.");
    }
}
