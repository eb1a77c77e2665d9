package org.rostrum.local;

import org.rostrum.testing.Body;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What the local run's portal has in it before its port opens. Starting again adds nothing twice. */
final class SampleData implements SmartInitializingSingleton {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    SampleData(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            new OmaHistory(jdbc).load();
            new Body(jdbc).gathers();
            var meetings = new SampleMeetings(jdbc);
            if (meetings.exist()) {
                meetings.dateFromToday();
            } else {
                meetings.arrange();
            }
        });
    }
}
