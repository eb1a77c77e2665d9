package org.rostrum.contributions.web;

/** How an address says which revisions are meant. */
final class PackageQuery {

    static final String LATEST = "latest";

    private PackageQuery() {}

    /** What an address says wrong means the latest: somebody's old link still leads to documents. */
    static boolean all(String revisions) {
        return revisions.equals("all");
    }
}
