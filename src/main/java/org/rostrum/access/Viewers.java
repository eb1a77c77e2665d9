package org.rostrum.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.OfficeRole;
import org.rostrum.identity.web.TokenAuthentication;
import org.rostrum.organizations.MemberRight;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.OrganizationRef;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.ShortMemory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionalEventListener;

/** Loads a {@link Viewer} in one statement. A read view over people, delegations, offices and invitations. */
@Service
public class Viewers {

    private static final String COLUMNS = """
            select p.id, p.name, p.staff, p.test_staff, o.id as organization_id, o.name as organization_name,
                   coalesce(m.standing, 'LEFT') as standing, coalesce(l.name, '') as level_name,
                   (select string_agg(r.right_code, ',') from membership_right r
                     where r.level_code = m.level_code and r.extent = 'YES') as rights,
                   (select string_agg(f.group_id || ' ' || f.role, ',') from current_office f
                     where f.person_id = p.id) as offices,
                   (select string_agg(i.meeting_id::text, ',') from invitation i where i.person_id = p.id) as invitations
            """;

    private static final String PEOPLE = """
              from person p
              left join current_delegation d on d.person_id = p.id
              left join organization o on o.id = d.organization_id
              left join current_membership m on m.organization_id = o.id
              left join membership_level l on l.code = m.level_code
            """;

    private static final String VIEWER = COLUMNS + PEOPLE;

    private static final String ACTED_FOR = COLUMNS + """
                   , s.id as actor_id, s.name as actor_name, a.reason as acting_reason, a.until as acting_until
            """ + PEOPLE + """
              join acting a on a.person_id = p.id
              join person s on s.id = a.staff_id
             where a.id = :acting and a.ended_at is null and a.until > now() and a.session_primary_id is not null
               and s.staff and s.deactivated_at is null
               and p.deactivated_at is null and not p.staff and not p.test_staff
            """;

    private final JdbcClient jdbc;

    /** Whoever looks at a page asks once; programs ask many times a second. */
    private final ShortMemory<Program, Viewer> lately;

    private record Program(PersonId person, Set<String> scopes) {}

    Viewers(JdbcClient jdbc, Lately lately) {
        this.jdbc = jdbc;
        this.lately = lately.known(10_000);
    }

    /** What somebody may do has changed, here or on another node. */
    @TransactionalEventListener(fallbackExecution = true)
    public void forget(RightsChanged event) {
        lately.forget(viewer -> event.concerns(viewer.requirePerson()));
    }

    public Viewer of(@Nullable Authentication authentication) {
        if (authentication instanceof TokenAuthentication shown) {
            return lately.get(
                            new Program(shown.token().person(), shown.token().scopes()),
                            program -> person(program.person(), scopes(program)))
                    .orElse(Viewer.PUBLIC);
        }
        if (authentication != null && authentication.getPrincipal() instanceof OidcUser user) {
            return jdbc.sql(
                            VIEWER
                                    + "join login k on k.person_id = p.id where k.issuer = :issuer and k.subject = :subject and p.deactivated_at is null")
                    .param("issuer", String.valueOf(user.getIssuer()))
                    .param("subject", user.getSubject())
                    .query((row, n) -> viewer(row, EnumSet.allOf(Scope.class)))
                    .optional()
                    .orElseGet(() -> Viewer.stranger(displayName(user)));
        }
        return Viewer.PUBLIC;
    }

    private static Set<Scope> scopes(Program program) {
        return program.scopes().stream()
                .map(scope -> Scope.valueOf(scope.toUpperCase(java.util.Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    /**
     * The delegate in whose name somebody of the staff acts; as for everybody else, in one statement.
     *
     * @return empty once it has ended: by time, by hand, with its session, or because one of the two is no longer what
     *     it takes
     */
    public Optional<Viewer> actedFor(UUID acting) {
        return jdbc.sql(ACTED_FOR)
                .param("acting", acting)
                .query((row, n) -> viewer(row, EnumSet.allOf(Scope.class))
                        .inTheHandsOf(new Actor(
                                acting,
                                new PersonId(row.getObject("actor_id", UUID.class)),
                                row.getString("actor_name"),
                                row.getString("acting_reason"),
                                row.getTimestamp("acting_until").toInstant())))
                .optional();
    }

    public Optional<Viewer> person(PersonId person, Set<Scope> scopes) {
        return jdbc.sql(VIEWER + "where p.id = :person and p.deactivated_at is null")
                .param("person", person.value())
                .query((row, n) -> viewer(row, scopes))
                .optional();
    }

    /** Each of several by their id, in one statement; who was deactivated is missing. */
    Map<PersonId, Viewer> people(Collection<PersonId> people, Set<Scope> scopes) {
        Map<PersonId, Viewer> found = new HashMap<>();
        jdbc.sql(VIEWER + "where p.id = any(:people) and p.deactivated_at is null")
                .param("people", people.stream().map(PersonId::value).toArray(UUID[]::new))
                .query((row, n) -> viewer(row, scopes))
                .list()
                .forEach(viewer -> found.put(viewer.requirePerson(), viewer));
        return found;
    }

    private static String displayName(OidcUser user) {
        String name = user.getFullName();
        if (name == null) {
            name = user.getPreferredUsername();
        }
        return name == null ? "You" : name;
    }

    private static Viewer viewer(ResultSet row, Set<Scope> scopes) throws SQLException {
        UUID organization = row.getObject("organization_id", UUID.class);
        return new Viewer(
                new PersonId(row.getObject("id", UUID.class)),
                row.getString("name"),
                true,
                organization == null
                        ? null
                        : new OrganizationRef(
                                new OrganizationId(organization),
                                row.getString("organization_name"),
                                row.getString("level_name"),
                                Standing.valueOf(row.getString("standing"))),
                rights(row.getString("rights")),
                row.getBoolean("staff"),
                row.getBoolean("test_staff"),
                offices(row.getString("offices")),
                invitations(row.getString("invitations")),
                scopes,
                null);
    }

    private static Set<MemberRight> rights(@Nullable String joined) {
        Set<MemberRight> rights = EnumSet.noneOf(MemberRight.class);
        if (joined != null) {
            for (String right : joined.split(",", -1)) {
                rights.add(MemberRight.valueOf(right));
            }
        }
        return rights;
    }

    private static Map<GroupId, Set<OfficeRole>> offices(@Nullable String joined) {
        Map<GroupId, Set<OfficeRole>> offices = new HashMap<>();
        if (joined != null) {
            for (String office : joined.split(",", -1)) {
                int space = office.indexOf(' ');
                offices.computeIfAbsent(
                                GroupId.valueOf(office.substring(0, space)), group -> EnumSet.noneOf(OfficeRole.class))
                        .add(OfficeRole.valueOf(office.substring(space + 1)));
            }
        }
        return offices;
    }

    private static Set<UUID> invitations(@Nullable String joined) {
        Set<UUID> invitations = new HashSet<>();
        if (joined != null) {
            for (String meeting : joined.split(",", -1)) {
                invitations.add(UUID.fromString(meeting));
            }
        }
        return invitations;
    }
}
