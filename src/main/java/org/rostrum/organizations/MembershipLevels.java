package org.rostrum.organizations;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.BrokenRule;
import org.rostrum.shared.ChangedMeanwhile;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Membership levels with what they are entitled to: the bylaws as data. */
@Service
public class MembershipLevels {

    private final MembershipLevelRepository levels;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    MembershipLevels(MembershipLevelRepository levels, JdbcClient jdbc, ApplicationEventPublisher events) {
        this.levels = levels;
        this.jdbc = jdbc;
        this.events = events;
    }

    /** @param members how many organisations have it now */
    public record Level(
            String code,
            String name,
            BigDecimal voteWeight,
            int version,
            int members,
            Map<MemberRight, Entitlement> rights) {}

    /** All, the one with the most rights first, in two statements. */
    public List<Level> all() {
        Map<String, Map<MemberRight, Entitlement>> rights = new LinkedHashMap<>();
        jdbc.sql("select level_code, right_code, extent, note from membership_right")
                .query(row -> {
                    rights.computeIfAbsent(row.getString("level_code"), code -> new EnumMap<>(MemberRight.class))
                            .put(
                                    MemberRight.valueOf(row.getString("right_code")),
                                    new Entitlement(Extent.valueOf(row.getString("extent")), row.getString("note")));
                });
        return jdbc.sql("""
                        select l.code, l.name, l.vote_weight, l.version,
                               (select count(*) from current_membership m
                                 where m.level_code = l.code and m.standing <> 'LEFT') as members
                          from membership_level l order by l.position, l.code""")
                .query((row, n) -> new Level(
                        row.getString("code"),
                        row.getString("name"),
                        row.getBigDecimal("vote_weight").stripTrailingZeros(),
                        row.getInt("version"),
                        row.getInt("members"),
                        rights.getOrDefault(row.getString("code"), Map.of())))
                .list();
    }

    /** What each right is, in the bylaws' words. */
    public Map<MemberRight, String> descriptions() {
        Map<MemberRight, String> descriptions = new LinkedHashMap<>();
        jdbc.sql("select code, description from member_right order by position").query(row -> {
            descriptions.put(MemberRight.valueOf(row.getString("code")), row.getString("description"));
        });
        return descriptions;
    }

    /** @return the new level's code, made from its name */
    @Transactional
    public String add(
            @Nullable String name,
            BigDecimal voteWeight,
            Map<MemberRight, Entitlement> rights,
            @Nullable PersonId actor) {
        int position = jdbc.sql("select coalesce(max(position), 0) + 1 from membership_level")
                .query(Integer.class)
                .single();
        MembershipLevel level = MembershipLevel.of(code(name), position);
        level.entitle(name, voteWeight, rights);
        keep(level);
        audit(actor, "level.added", level, null);
        return level.code();
    }

    private static String code(@Nullable String name) {
        String plain = Normalizer.normalize(name == null ? "" : name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        if (plain.isEmpty()) {
            throw Refusal.invalid("name", "Give the level a name that begins with a letter.");
        }
        return plain;
    }

    /** Takes effect at once, in open connections too. */
    @Transactional
    public void change(
            String code,
            @Nullable String name,
            BigDecimal voteWeight,
            Map<MemberRight, Entitlement> rights,
            @Nullable Integer version,
            @Nullable PersonId actor) {
        MembershipLevel level = levels.locked(code).orElseThrow(() -> new NotFound("level"));
        if (version != null && version != level.version()) {
            throw new ChangedMeanwhile();
        }
        Map<String, Object> before = level.facts();
        level.entitle(name, voteWeight, rights);
        if (before.equals(level.facts())) {
            return;
        }
        keep(level);
        audit(actor, "level.changed", level, before);
        events.publishEvent(RightsChanged.of(delegatesAt(code)));
    }

    private List<PersonId> delegatesAt(String level) {
        return jdbc.sql("""
                        select d.person_id from current_delegation d
                          join current_membership m on m.organization_id = d.organization_id
                         where m.level_code = ?""")
                .param(level)
                .query((row, n) -> new PersonId(row.getObject(1, UUID.class)))
                .list();
    }

    private void keep(MembershipLevel level) {
        try {
            levels.saveAndFlush(level);
        } catch (DataIntegrityViolationException e) {
            if (BrokenRule.of(e).startsWith("membership_level")) {
                throw Refusal.of(Refusal.Reason.CONFLICT, "name", "There is a level of this name already.");
            }
            throw e;
        }
    }

    private void audit(
            @Nullable PersonId actor, String action, MembershipLevel level, @Nullable Map<String, Object> before) {
        events.publishEvent(new PrivilegedAct(
                actor == null ? null : actor.value(), action, "level", level.code(), before, level.facts()));
    }
}
