package org.rostrum.notifications.web;

import org.rostrum.access.Viewer;
import org.rostrum.notifications.OwnNotices;
import org.rostrum.organizations.PersonId;
import org.springframework.stereotype.Component;

/** For the account menu of every page: asked where a page is written, so that what only redirects does not ask. */
@Component("unread")
public class UnreadNotices {

    private final OwnNotices notices;

    UnreadNotices(OwnNotices notices) {
        this.notices = notices;
    }

    /** In one statement; in none for visitors, and for staff who act in somebody's name. */
    public int of(Viewer viewer) {
        PersonId person = viewer.person();
        return person == null || viewer.actor() != null ? 0 : notices.unread(person);
    }

    public String inWords(int unread) {
        return unread < OwnNotices.COUNTED ? String.valueOf(unread) : OwnNotices.COUNTED - 1 + "+";
    }
}
