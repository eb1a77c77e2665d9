package org.rostrum.groups;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rostrum.shared.NewId;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;

/** A group that writes or decides: what it is called, to which it reports and who may see its documents. */
@Entity
class WorkingGroup {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SCOPE = 4_000;
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9-]{0,19}");

    @Id
    private UUID id;

    private String code;
    private String name;
    private String scope;
    private @Nullable UUID parentId;

    @Enumerated(EnumType.STRING)
    private GroupKind kind;

    @Enumerated(EnumType.STRING)
    private Visibility visibility;

    private @Nullable Instant closedAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected WorkingGroup() {}

    /** The code is for good: it stands in every contribution number of the group. */
    static WorkingGroup coded(@Nullable String typed) {
        String code = Typed.line("code", "code", typed, 20).toUpperCase(Locale.ROOT);
        if (!CODE.matcher(code).matches()) {
            throw Refusal.invalid("code", "A code is up to 20 capital letters, digits and hyphens, such as DMSO.");
        }
        WorkingGroup group = new WorkingGroup();
        group.id = NewId.next();
        group.code = code;
        group.visibility = Visibility.MEMBERS;
        return group;
    }

    void edit(@Nullable String typedName, @Nullable String typedScope, GroupKind newKind) {
        String newName = Typed.line("name", "name", typedName, LONGEST_NAME);
        String newScope = Typed.paragraphs("scope", "scope", typedScope, LONGEST_SCOPE);
        name = newName;
        scope = newScope;
        kind = newKind;
    }

    /** @param newParent null to report to no other group */
    void moveUnder(@Nullable GroupId newParent) {
        if (newParent != null && newParent.equals(id())) {
            throw cycle();
        }
        parentId = newParent == null ? null : newParent.value();
    }

    static Refusal cycle() {
        return Refusal.invalid("parent", "A group cannot report to itself or to a group below it. Choose another.");
    }

    void showTo(Visibility newVisibility) {
        visibility = newVisibility;
    }

    /** Refuses what is closed already. */
    void close(Instant at) {
        if (closedAt != null) {
            throw Refusal.conflict(code + " is closed already.");
        }
        closedAt = at;
    }

    /** Refuses what is open. */
    void reopen() {
        if (closedAt == null) {
            throw Refusal.conflict(code + " is open already.");
        }
        closedAt = null;
    }

    void requireOpen() {
        if (closedAt != null) {
            throw Refusal.conflict(code + " is closed; nobody is appointed there. Reopen it first.");
        }
    }

    GroupId id() {
        return new GroupId(id);
    }

    String code() {
        return code;
    }

    Visibility visibility() {
        return visibility;
    }

    int version() {
        return version == null ? 0 : version;
    }

    /** For the audit. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("code", code);
        facts.put("name", name);
        facts.put("scope", scope);
        facts.put("kind", kind);
        facts.put("parent", parentId);
        facts.put("visibility", visibility);
        facts.put("closedAt", closedAt);
        return facts;
    }
}
