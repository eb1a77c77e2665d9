package org.rostrum.access.web;

import org.rostrum.access.Viewer;

/** How many notices somebody has not read, for the menu of every page. */
public interface UnreadCount {

    int of(Viewer viewer);

    /** As short as a badge is. */
    String inWords(int unread);
}
