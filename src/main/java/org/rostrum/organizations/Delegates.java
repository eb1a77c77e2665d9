package org.rostrum.organizations;

import java.util.List;
import java.util.UUID;
import org.rostrum.shared.Sought;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Those who can be given a role: delegates of members in good standing, as every member may know them. */
@Service
public class Delegates {

    /** Whoever finds more than these looks for too little. */
    public static final int FOUND_AT_MOST = 20;

    private final JdbcClient jdbc;

    Delegates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Delegate(PersonId id, String name, String organization) {}

    /** Looked for in their names and those of whom they represent; not in addresses, which are not everybody's to know. */
    public List<Delegate> find(Sought sought) {
        if (!sought.any()) {
            return List.of();
        }
        return jdbc.sql("""
                        select p.id, p.name, o.name as organization
                          from person p
                          join current_delegation d on d.person_id = p.id
                          join organization o on o.id = d.organization_id
                          join current_membership m on m.organization_id = o.id and m.standing = 'ACTIVE'
                         where p.deactivated_at is null
                           and p.id in (select x.id from person x
                                         where lower(x.name || ' ' || x.email) like lower(:text) and lower(x.name) like lower(:text)
                                         union all
                                        select y.person_id from current_delegation y
                                          join organization z on z.id = y.organization_id where lower(z.name) like lower(:text))
                         order by lower(p.name), p.id limit :limit""")
                .param("text", sought.like())
                .param("limit", FOUND_AT_MOST)
                .query((row, n) -> new Delegate(
                        new PersonId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        row.getString("organization")))
                .list();
    }
}
