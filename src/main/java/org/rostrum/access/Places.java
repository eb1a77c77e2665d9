package org.rostrum.access;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.Visibility;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.ShortMemory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Finds the place that an address is about, by what the address names. One statement on a primary key or unique index. */
@Service
public class Places {

    private static final String MEETING = """
            select m.id as meeting_id, g.id as group_id, g.visibility, null::uuid as author_id, null::uuid as organization_id
              from meeting m
              join working_group g on g.id = m.group_id
            """;

    private static final String CONTRIBUTION = """
            select m.id as meeting_id, g.id as group_id, g.visibility, c.author_id, c.organization_id
              from contribution c
              join meeting m on m.id = c.meeting_id
              join working_group g on g.id = m.group_id
            """;

    private static final Pattern REVISION = Pattern.compile("[A-Z]\\d{2}$");

    private static final String GROUP = """
            select null::uuid as meeting_id, id as group_id, visibility, null::uuid as author_id, null::uuid as organization_id
              from working_group
             where code = :id
            """;

    private final JdbcClient jdbc;

    /** By the room's id: many write in one room at once. */
    private final ShortMemory<String, Place> rooms;

    Places(JdbcClient jdbc, Lately lately) {
        this.jdbc = jdbc;
        this.rooms = lately.known(1_000);
    }

    /**
     * @param variables what the address names: a {@code meeting}, {@code room} or {@code contribution} by its id, a
     *     contribution as {@code cited} by its number, with a revision or without, or a {@code group} by its code
     * @return empty where there is no such thing
     */
    public Optional<Place> named(Map<String, String> variables) {
        return byId(MEETING + " where m.id = :id", variables.get("meeting"))
                .or(() -> room(variables.get("room")))
                .or(() -> byId(CONTRIBUTION + " where c.id = :id", variables.get("contribution")))
                .or(() -> Optional.ofNullable(variables.get("cited")).flatMap(this::cited))
                .or(() -> Optional.ofNullable(variables.get("group")).flatMap(code -> find(GROUP, code)));
    }

    private Optional<Place> room(@Nullable String id) {
        return id == null
                ? Optional.empty()
                : rooms.get(id, unknown -> byId(MEETING + " where m.room_id = :id", unknown));
    }

    private Optional<Place> cited(String typed) {
        String number = typed.toUpperCase(Locale.ROOT);
        return find(
                CONTRIBUTION + " where upper(c.number) = any(:id)",
                new String[] {number, REVISION.matcher(number).replaceFirst("")});
    }

    private Optional<Place> byId(String sql, @Nullable String id) {
        if (id == null) {
            return Optional.empty();
        }
        try {
            return find(sql, UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Place> find(String sql, Object id) {
        return jdbc.sql(sql)
                .param("id", id)
                .query((row, n) -> {
                    UUID author = row.getObject("author_id", UUID.class);
                    UUID organization = row.getObject("organization_id", UUID.class);
                    return new Place(
                            row.getObject("meeting_id", UUID.class),
                            new GroupId(row.getObject("group_id", UUID.class)),
                            Visibility.valueOf(row.getString("visibility")),
                            author == null
                                    ? null
                                    : new Place.Owner(
                                            new PersonId(author),
                                            organization == null ? null : new OrganizationId(organization)));
                })
                .optional();
    }
}
