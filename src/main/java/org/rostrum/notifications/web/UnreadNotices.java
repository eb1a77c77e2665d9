package org.rostrum.notifications.web;

import org.rostrum.access.Viewer;
import org.rostrum.access.web.UnreadCount;
import org.rostrum.notifications.OwnNotices;
import org.rostrum.organizations.PersonId;
import org.springframework.stereotype.Component;

/** Asked where a page is written, so that what only redirects does not ask. */
@Component("unread")
class UnreadNotices implements UnreadCount {

    private final OwnNotices notices;

    UnreadNotices(OwnNotices notices) {
        this.notices = notices;
    }

    /** In one statement; in none for visitors, and for staff who act in somebody's name. */
    @Override
    public int of(Viewer viewer) {
        PersonId person = viewer.person();
        return person == null || viewer.actor() != null ? 0 : notices.unread(person);
    }

    @Override
    public String inWords(int unread) {
        return unread < OwnNotices.COUNTED ? String.valueOf(unread) : OwnNotices.COUNTED - 1 + "+";
    }
}
