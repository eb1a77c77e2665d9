package org.rostrum.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Reads a session once for a request, where Spring's filter reads it again after it has written it; and writes down when it
 * was last used once a minute, where the filter does so for each request; and nothing where nothing changed. What is remembered ends with the request, so that a
 * session that was ended elsewhere is over with the next.
 */
final class ThriftySessions<S extends Session> implements SessionRepository<ThriftySessions.Thrifty<S>> {

    /** A session lasts for days: nobody misses a minute. */
    private static final Duration WORTH_WRITING = Duration.ofMinutes(1);

    private static final String READ = ThriftySessions.class.getName();

    private static final ScopedValue<Boolean> READING = ScopedValue.newInstance();

    private final SessionRepository<S> stored;

    private ThriftySessions(SessionRepository<S> stored) {
        this.stored = stored;
    }

    /** A transaction of its own for what is written; what is only read is one statement. */
    static TransactionOperations transactions(PlatformTransactionManager transactions) {
        TransactionTemplate own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new TransactionOperations() {
            @Override
            public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
                return READING.isBound()
                        ? TransactionOperations.withoutTransaction().execute(action)
                        : own.execute(action);
            }
        };
    }

    static ThriftySessions<?> in(SessionRepository<? extends Session> stored) {
        return new ThriftySessions<>(stored);
    }

    @Override
    public Thrifty<S> createSession() {
        return new Thrifty<>(stored.createSession(), true);
    }

    @Override
    public void save(Thrifty<S> session) {
        if (session.changed) {
            stored.save(session.session);
            session.changed = false;
        }
    }

    @Override
    public @Nullable Thrifty<S> findById(String id) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return read(id);
        }
        if (request.getAttribute(READ, RequestAttributes.SCOPE_REQUEST) instanceof Thrifty<?> read
                && read.getId().equals(id)
                && !read.isExpired()) {
            @SuppressWarnings("unchecked") // Only this writes the attribute.
            Thrifty<S> ours = (Thrifty<S>) read;
            return ours;
        }
        Thrifty<S> session = read(id);
        if (session != null) {
            request.setAttribute(READ, session, RequestAttributes.SCOPE_REQUEST);
        }
        return session;
    }

    private @Nullable Thrifty<S> read(String id) {
        S session = ScopedValue.where(READING, true).call(() -> stored.findById(id));
        return session == null ? null : new Thrifty<>(session, false);
    }

    @Override
    public void deleteById(String id) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.removeAttribute(READ, RequestAttributes.SCOPE_REQUEST);
        }
        stored.deleteById(id);
    }

    /** A session that does not count as changed because somebody looked. */
    static final class Thrifty<S extends Session> implements Session {

        private final S session;
        private boolean changed;

        private Thrifty(S session, boolean isNew) {
            this.session = session;
            this.changed = isNew;
        }

        @Override
        public void setLastAccessedTime(Instant now) {
            // A clock that was set back must not leave the session with a time to come.
            if (Duration.between(getLastAccessedTime(), now).abs().compareTo(WORTH_WRITING) >= 0) {
                changed = true;
                session.setLastAccessedTime(now);
            }
        }

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public String changeSessionId() {
            changed = true;
            return session.changeSessionId();
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // The interface has it.
        public <T> @Nullable T getAttribute(String name) {
            return session.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return session.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            changed = true;
            session.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            changed = true;
            session.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return session.getCreationTime();
        }

        @Override
        public Instant getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            changed = true;
            session.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return session.isExpired();
        }
    }
}
