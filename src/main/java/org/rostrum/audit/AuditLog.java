package org.rostrum.audit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
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

    private final JdbcClient jdbc;
    private final JsonMapper json;

    AuditLog(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void record(PrivilegedAct act) {
        jdbc.sql("""
                        insert into audit_entry (at, person_id, action, subject_type, subject_id, before, after, address)
                        values (now(), :person, :action, :type, :id, :before::jsonb, :after::jsonb, :address)""")
                .param("person", act.person())
                .param("action", act.action())
                .param("type", act.subjectType())
                .param("id", act.subjectId())
                .param("before", written(act.before()))
                .param("after", written(act.after()))
                .param("address", address())
                .update();
    }

    private @Nullable String written(@Nullable Object value) {
        return value == null ? null : json.writeValueAsString(value);
    }

    private static @Nullable String address() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletRequest request = attributes.getRequest();
            return request.getRemoteAddr();
        }
        return null;
    }
}
