package org.rostrum.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Pass.Kind;
import org.rostrum.identity.web.TokenAuthentication;
import org.rostrum.organizations.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;

/** Tells which of those who came in may still be here, and as whom. */
@Service
public class Passes {

    private final JdbcClient jdbc;
    private final Viewers viewers;

    Passes(JdbcClient jdbc, Viewers viewers) {
        this.jdbc = jdbc;
        this.viewers = viewers;
    }

    /** @param session the id of the request's session, if it has one */
    public Pass of(@Nullable Authentication authentication, Viewer viewer, @Nullable String session) {
        if (authentication instanceof TokenAuthentication shown) {
            return new Pass(Kind.TOKEN, shown.token().id().toString(), viewer.requirePerson(), viewer.scopes(), null);
        }
        if (session == null) {
            throw new IllegalArgumentException("Neither a token nor a session vouches for " + viewer.name());
        }
        return new Pass(Kind.SESSION, session, viewer.requirePerson(), viewer.scopes(), viewer.actor());
    }

    /**
     * A few statements for any number of passes, and one for each of those in whose name somebody else acts.
     *
     * @return who is there by each pass that is still good; the others are missing
     */
    public Map<Pass, Viewer> stillGood(Collection<Pass> passes) {
        Set<String> good = new HashSet<>();
        good.addAll(sessions(passes));
        good.addAll(tokens(passes));
        List<Pass> valid =
                passes.stream().filter(pass -> good.contains(pass.id())).toList();
        Map<Set<Scope>, Set<PersonId>> people = valid.stream()
                .filter(pass -> pass.actor() == null)
                .collect(Collectors.groupingBy(Pass::scopes, Collectors.mapping(Pass::person, Collectors.toSet())));
        Map<Set<Scope>, Map<PersonId, Viewer>> themselves = new HashMap<>();
        people.forEach((scopes, those) -> themselves.put(scopes, viewers.people(those, scopes)));
        Map<UUID, Optional<Viewer>> actedFor = new HashMap<>();
        Map<Pass, Viewer> present = new HashMap<>();
        for (Pass pass : valid) {
            Optional<Viewer> viewer = pass.actor() == null
                    ? Optional.ofNullable(
                            themselves.getOrDefault(pass.scopes(), Map.of()).get(pass.person()))
                    : actedFor.computeIfAbsent(pass.actor().acting(), viewers::actedFor);
            viewer.ifPresent(found -> present.put(pass, found));
        }
        return present;
    }

    private Collection<String> sessions(Collection<Pass> passes) {
        String[] ids = passes.stream()
                .filter(pass -> pass.kind() == Kind.SESSION)
                .map(Pass::id)
                .distinct()
                .toArray(String[]::new);
        return ids.length == 0
                ? Set.of()
                : jdbc.sql("select session_id from spring_session where session_id = any(:ids) and expiry_time > :now")
                        .param("ids", ids)
                        .param("now", System.currentTimeMillis())
                        .query((row, n) -> row.getString(1))
                        .list();
    }

    private Collection<String> tokens(Collection<Pass> passes) {
        UUID[] ids = passes.stream()
                .filter(pass -> pass.kind() == Kind.TOKEN)
                .map(pass -> UUID.fromString(pass.id()))
                .distinct()
                .toArray(UUID[]::new);
        return ids.length == 0
                ? Set.of()
                : jdbc.sql("""
                                select id::text from access_token
                                 where id = any(:ids) and revoked_at is null
                                   and (expires_at is null or expires_at > now())""")
                        .param("ids", ids)
                        .query((row, n) -> row.getString(1))
                        .list();
    }
}
