package org.rostrum.shared;

/** What an uploaded file is called where people read it. */
public final class UploadName {

    private static final int LONGEST = 200;

    private UploadName() {}

    /** Without the folders that some browsers send, and without what would hide the rest of a line. */
    public static String shown(String sent) {
        String name =
                sent.replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "").strip();
        return name.isEmpty() ? "file" : name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    }
}
