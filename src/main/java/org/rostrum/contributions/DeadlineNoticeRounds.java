package org.rostrum.contributions;

import org.rostrum.shared.Rounds;
import org.springframework.stereotype.Component;

/** Tells those whose deadline has come near since the last round. */
@Component
class DeadlineNoticeRounds extends Rounds {

    private final DeadlineNotices notices;

    DeadlineNoticeRounds(DeadlineNotices notices, DeadlineNoticeSettings settings) {
        super("deadline-notices", settings.poll());
        this.notices = notices;
    }

    @Override
    protected void round() {
        notices.tell();
    }
}
