package org.rostrum.testing;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.GroupKind;
import org.rostrum.groups.GroupText;
import org.rostrum.groups.OfficeId;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Offices;
import org.rostrum.groups.Visibility;
import org.rostrum.groups.WorkingGroups;
import org.rostrum.identity.AccessTokens;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.Organizations;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Members, people and groups that a test arranges for itself, in the way the staff would. */
public class Newcomers {

    private final Organizations organizations;
    private final People people;
    private final WorkingGroups groups;
    private final Offices offices;
    private final JdbcClient jdbc;

    Newcomers(Organizations organizations, People people, WorkingGroups groups, Offices offices, JdbcClient jdbc) {
        this.organizations = organizations;
        this.people = people;
        this.groups = groups;
        this.offices = offices;
        this.jdbc = jdbc;
    }

    private static String word() {
        String random = NewId.next().toString().replace("-", "");
        return random.substring(random.length() - 10);
    }

    /** @param level strategic, essential or associate */
    public OrganizationId member(String level) {
        return organizations.create("Member " + word(), level, null, null);
    }

    /** Known to the portal, of no member; with a login and a token. */
    public Newcomer person() {
        String word = word();
        String name = "Newcomer " + word;
        PersonId id = people.create(name, word + "@newcomers.example", null);
        jdbc.sql("insert into login (issuer, subject, person_id, first_at, last_at) values (?, ?, ?, now(), now())")
                .params(Body.ISSUER, id.toString(), id.value())
                .update();
        Newcomer newcomer = new Newcomer(id, name);
        jdbc.sql("""
                        insert into access_token (id, person_id, name, token_hash, scopes, created_at)
                        values (?, ?, 'test', ?, array['read', 'contribute', 'chair'], now())""")
                .params(UUID.randomUUID(), id.value(), AccessTokens.hash(newcomer.token()))
                .update();
        return newcomer;
    }

    public Newcomer delegate(OrganizationId organization) {
        Newcomer person = person();
        people.represent(person.id(), organization, null, null);
        return person;
    }

    /** A delegate of a new strategic member. */
    public Newcomer delegate() {
        return delegate(member("strategic"));
    }

    public Newcomer staff() {
        Newcomer person = person();
        people.works(person.id(), true, false, null);
        return person;
    }

    public record Group(GroupId id, String code) {}

    public Group group(Visibility visibility) {
        return group(visibility, null);
    }

    public Group group(Visibility visibility, @Nullable GroupId parent) {
        String code = "G" + word().toUpperCase(Locale.ROOT);
        GroupText text = new GroupText("Group " + code, "", GroupKind.WORKING_GROUP, parent, visibility);
        return new Group(groups.create(code, text, null), code);
    }

    public OfficeId appointed(Group group, Newcomer person, OfficeRole role) {
        return offices.appoint(group.id(), person.id(), role, null, null, null).office();
    }
}
