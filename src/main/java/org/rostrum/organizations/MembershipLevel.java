package org.rostrum.organizations;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;

/** What a member's fee buys: a weight in formal votes, and rights. */
@Entity
class MembershipLevel {

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_NOTE = 200;
    private static final BigDecimal HEAVIEST = new BigDecimal("99.99");

    @Id
    private String code;

    private String name;
    private BigDecimal voteWeight;

    @SuppressWarnings("UnusedVariable") // pages list levels in its order
    private short position;

    @ElementCollection
    @CollectionTable(name = "membership_right", joinColumns = @JoinColumn(name = "level_code"))
    @MapKeyColumn(name = "right_code")
    @MapKeyEnumerated(EnumType.STRING)
    private Map<MemberRight, Entitlement> rights = new HashMap<>();

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected MembershipLevel() {}

    static MembershipLevel of(String code, int position) {
        MembershipLevel level = new MembershipLevel();
        level.code = code;
        level.position = (short) position;
        return level;
    }

    /** A right that is not mentioned is none. */
    void entitle(@Nullable String typedName, BigDecimal weight, Map<MemberRight, Entitlement> to) {
        String newName = Typed.line("name", "name", typedName, LONGEST_NAME);
        if (weight.signum() < 0
                || weight.compareTo(HEAVIEST) > 0
                || weight.stripTrailingZeros().scale() > 2) {
            throw Refusal.invalid("voteWeight", "The vote weight is a number from 0 to 99.99, such as 1 or 0.5.");
        }
        name = newName;
        voteWeight = weight;
        for (MemberRight right : MemberRight.values()) {
            Entitlement entitlement = to.getOrDefault(right, new Entitlement(Extent.NO, ""));
            rights.put(
                    right,
                    new Entitlement(
                            entitlement.extent(),
                            Typed.optionalLine("note-" + right, "note", entitlement.note(), LONGEST_NOTE)));
        }
    }

    String code() {
        return code;
    }

    int version() {
        return version == null ? 0 : version;
    }

    /** For the audit. */
    Map<String, Object> facts() {
        Map<MemberRight, String> written = new EnumMap<>(MemberRight.class);
        rights.forEach((right, entitlement) -> written.put(
                right,
                entitlement.note().isEmpty()
                        ? entitlement.extent().name()
                        : entitlement.extent() + " (" + entitlement.note() + ")"));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("voteWeight", voteWeight.stripTrailingZeros().toPlainString());
        facts.put("rights", written);
        return facts;
    }
}
