package org.rostrum.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Actor;
import org.rostrum.access.Viewer;
import org.rostrum.access.web.CurrentViewer;
import org.rostrum.shared.PrivilegedAct;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/** Writes each privileged act in the transaction that makes it; the database refuses to change what was written. */
@Component
class AuditLog {

    private static final int LONGEST_REQUEST = 300;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditLog(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Whoever acts on behalf of somebody is who did it: what the act calls the person, it was done in the name of. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void record(PrivilegedAct act) {
        HttpServletRequest request = request();
        Actor actor = request == null
                ? null
                : CurrentViewer.known(request).map(Viewer::actor).orElse(null);
        write(act, actor, request);
    }

    private void write(PrivilegedAct act, @Nullable Actor actor, @Nullable HttpServletRequest request) {
        UUID inTheNameOf = actor == null ? null : act.person();
        jdbc.sql("""
                        insert into audit_entry (at, person_id, on_behalf_of, acting_id, action, subject_type, subject_id,
                                                 before, after, address, request)
                        values (now(), :person, :onBehalfOf, :acting, :action, :type, :id, :before::jsonb, :after::jsonb,
                                :address, :request)""")
                .param("person", actor == null ? act.person() : actor.person().value())
                .param("onBehalfOf", inTheNameOf)
                .param("acting", actor == null ? null : actor.acting())
                .param("action", act.action())
                .param("type", act.subjectType())
                .param("id", act.subjectId())
                .param("before", written(act.before()))
                .param("after", written(act.after()))
                .param("address", request == null ? null : request.getRemoteAddr())
                .param("request", request == null ? null : line(request))
                .update();
    }

    private @Nullable String written(@Nullable Object value) {
        return value == null ? null : json.writeValueAsString(value);
    }

    /** Without the query, which may hold what somebody typed. */
    private static String line(HttpServletRequest request) {
        String line = request.getMethod() + " " + request.getRequestURI();
        return line.length() > LONGEST_REQUEST ? line.substring(0, LONGEST_REQUEST) : line;
    }

    private static @Nullable HttpServletRequest request() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest()
                : null;
    }
}
