package org.rostrum.identity;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupRole;
import org.rostrum.groups.OfficeRole;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The roles in groups that a provider's claims give. There are no others: nobody becomes staff by a claim, whatever it
 * says.
 */
@Component
class ClaimedRoles {

    private final JdbcClient jdbc;

    ClaimedRoles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Named(String group, OfficeRole role) {}

    /** What is no role, or of no group of ours, is not meant for the portal. */
    Set<GroupRole> of(Account account, IdentitySettings.Provider provider) {
        Set<Named> named = new HashSet<>();
        for (String word : account.words(provider.rolesClaim())) {
            Matcher match = provider.rolesPattern().matcher(word);
            if (match.matches()) {
                role(match.group("role")).ifPresent(role -> named.add(new Named(match.group("group"), role)));
            }
        }
        Map<String, GroupId> groups = groups(named);
        Set<GroupRole> roles = new HashSet<>();
        named.forEach(each -> {
            GroupId group = groups.get(each.group());
            if (group != null) {
                roles.add(new GroupRole(group, each.role()));
            }
        });
        return roles;
    }

    /** As claims write it: vice-chair. */
    private static Optional<OfficeRole> role(String word) {
        String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(OfficeRole.values())
                .filter(role -> role.name().equals(name))
                .findFirst();
    }

    private Map<String, GroupId> groups(Set<Named> named) {
        Map<String, GroupId> groups = new HashMap<>();
        if (!named.isEmpty()) {
            jdbc.sql("select code, id from working_group where code = any(:codes) and closed_at is null")
                    .param("codes", named.stream().map(Named::group).distinct().toArray(String[]::new))
                    .query(row -> {
                        groups.put(row.getString("code"), new GroupId(row.getObject("id", UUID.class)));
                    });
        }
        return groups;
    }
}
