package org.rostrum.agendas.web;

/** Planned time in words. */
final class Planned {

    private Planned() {}

    /** "45 min", "2 h", "5 h 20 min"; empty where nothing is planned. */
    static String words(int minutes) {
        if (minutes == 0) {
            return "";
        }
        int hours = minutes / 60;
        int rest = minutes % 60;
        return (hours == 0 ? "" : hours + " h") + (hours > 0 && rest > 0 ? " " : "") + (rest == 0 ? "" : rest + " min");
    }
}
