package org.rostrum.web;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.servlet.filter.OrderedRequestContextFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.convert.ConversionService;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.filter.RequestContextFilter;

/** Sessions are in the database, the same for all nodes. */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession
class SessionConfiguration {

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionsLast(
            @Value("${spring.session.timeout}") Duration timeout) {
        return sessions -> sessions.setDefaultMaxInactiveInterval(timeout);
    }

    @Bean
    @Primary
    SessionRepository<? extends Session> thriftySessions(JdbcIndexedSessionRepository stored) {
        return ThriftySessions.in(stored);
    }

    /** Around the session's filter, which looks for the session once more when all is done. */
    @Bean
    RequestContextFilter requestContextFilter() {
        var filter = new OrderedRequestContextFilter();
        filter.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        return filter;
    }

    @Bean(defaultCandidate = false)
    @Qualifier("springSessionTransactionOperations") TransactionOperations sessionTransactions(PlatformTransactionManager transactions) {
        return ThriftySessions.transactions(transactions);
    }

    @Bean(defaultCandidate = false)
    @Qualifier("springSessionConversionService") ConversionService sessionValues() {
        return SessionValues.conversions();
    }
}
