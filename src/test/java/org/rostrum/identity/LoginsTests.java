package org.rostrum.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Cast.Company;
import org.rostrum.testing.SignInTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** "north" is believed an address and its domain, "south" its claims of organisation and roles. */
@SignInTest
class LoginsTests {

    private static final String NORTH = "north";
    private static final String SOUTH = "south";

    private final Logins logins;
    private final People people;
    private final JdbcClient jdbc;
    private final String name = "n" + UUID.randomUUID().toString().substring(0, 8);

    LoginsTests(Logins logins, People people, JdbcClient jdbc) {
        this.logins = logins;
        this.people = people;
        this.jdbc = jdbc;
    }

    private static Account account(
            String registration, String subject, @Nullable String email, boolean verified, Map<String, Object> claims) {
        return new Account(
                registration, "https://" + registration + ".example", subject, "Newly Come", email, verified, claims);
    }

    private Account newcomer(String registration, String email, Map<String, Object> claims) {
        return account(registration, name, email, true, claims);
    }

    private OrganizationId member(String standing) {
        UUID id = NewId.next();
        jdbc.sql("insert into organization (id, name, sample) values (?, ?, true)")
                .params(id, "Member " + name)
                .update();
        jdbc.sql("""
                        insert into membership (organization_id, level_code, standing, since)
                        values (?, 'associate', ?, date '2020-01-01')""").params(id, standing).update();
        return new OrganizationId(id);
    }

    private String domain(OrganizationId of, boolean verified) {
        String domain = name + ".example";
        jdbc.sql("insert into organization_domain (domain, organization_id, verified_at) values (?, ?, "
                        + (verified ? "now()" : "null") + ")")
                .params(domain, of.value())
                .update();
        return domain;
    }

    private UUID group() {
        UUID id = NewId.next();
        jdbc.sql("""
                        insert into working_group (id, code, name, kind, visibility)
                        values (?, ?, ?, 'WORKING_GROUP', 'MEMBERS')""").params(id, name.toUpperCase(Locale.ROOT), "Group " + name).update();
        return id;
    }

    private @Nullable UUID organizationOf(PersonId person) {
        return jdbc.sql("select organization_id from current_delegation where person_id = ?")
                .param(person.value())
                .query(UUID.class)
                .optional()
                .orElse(null);
    }

    private List<String> rolesOf(PersonId person, UUID group) {
        return jdbc.sql("select role from current_office where person_id = ? and group_id = ? order by role")
                .params(person.value(), group)
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    void anAccountMetForTheFirstTimeIsMatchedByItsVerifiedAddressAndKnownBySubjectFromThenOn() {
        PersonId dana = new PersonId(Cast.DANA.id());
        assertThat(logins.recognise(account(NORTH, name, Cast.DANA.email().toUpperCase(Locale.ROOT), true, Map.of())))
                .contains(dana);
        assertThat(logins.recognise(account(NORTH, name, "changed@elsewhere.example", true, Map.of())))
                .contains(dana);
        assertThat(logins.recognise(account(NORTH, name, null, false, Map.of())))
                .contains(dana);
    }

    @Test
    void anUnverifiedAddressMatchesNobody() {
        assertThat(logins.recognise(account(NORTH, name, Cast.CARLA.email(), false, Map.of())))
                .isEmpty();
    }

    @Test
    void anAddressMatchesNobodyWhereTheProviderIsNotBelievedIt() {
        assertThat(logins.recognise(account(SOUTH, name, Cast.CARLA.email(), true, Map.of())))
                .isEmpty();
    }

    @Test
    void theSameSubjectOfAnotherProviderIsSomebodyElse() {
        assertThat(logins.recognise(account(NORTH, Cast.CARLA.account(), "nobody@elsewhere.example", true, Map.of())))
                .isEmpty();
    }

    @Test
    void whoeverIsDeactivatedStaysOutByAddressAndBySubject() {
        String email = name + "@left.example";
        PersonId gone = people.create("Gone Away", email, null);
        assertThat(logins.recognise(newcomer(NORTH, email, Map.of()))).contains(gone);
        people.deactivate(gone, null);
        assertThat(logins.recognise(newcomer(NORTH, email, Map.of()))).isEmpty();
        assertThat(logins.recognise(account(NORTH, name + "-other", email, true, Map.of())))
                .isEmpty();
    }

    @Test
    void anAddressInAMembersVerifiedDomainMakesADelegateOfIt() {
        OrganizationId member = member("ACTIVE");
        String email = "new.comer@" + domain(member, true).toUpperCase(Locale.ROOT);
        PersonId person = logins.recognise(newcomer(NORTH, email, Map.of())).orElseThrow();
        assertThat(organizationOf(person)).isEqualTo(member.value());
        assertThat(jdbc.sql("select name from person where id = ?")
                        .param(person.value())
                        .query(String.class)
                        .single())
                .isEqualTo("Newly Come");
        assertThat(logins.recognise(newcomer(NORTH, email, Map.of()))).contains(person);
        assertThat(jdbc.sql("select action from audit_entry where subject_id = ? and person_id is null order by id")
                        .param(person.toString())
                        .query(String.class)
                        .list())
                .containsExactly("person.created", "person.represents", "person.account-recognised");
    }

    @Test
    void aNewcomerWhoComesInThroughTwoTabsAtOnceIsOnePerson() {
        Account account = newcomer(NORTH, "two.tabs@" + domain(member("ACTIVE"), true), Map.of());
        List<CompletableFuture<Optional<PersonId>>> tabs = IntStream.range(0, 6)
                .mapToObj(tab -> CompletableFuture.supplyAsync(() -> logins.recognise(account)))
                .toList();
        assertThat(tabs)
                .extracting(CompletableFuture::join)
                .doesNotContain(Optional.empty())
                .containsOnly(tabs.getFirst().join());
    }

    @Test
    void aDomainThatIsNotVerifiedOrOnlyEndsLikeOneMakesNobody() {
        String domain = domain(member("ACTIVE"), true);
        assertThat(logins.recognise(newcomer(NORTH, "a@mail." + domain, Map.of())))
                .isEmpty();
        assertThat(logins.recognise(newcomer(NORTH, "a@evil" + domain, Map.of())))
                .isEmpty();
        assertThat(logins.recognise(newcomer(NORTH, "a@" + domain + "@elsewhere.example", Map.of())))
                .isEmpty();
        assertThat(logins.recognise(account(NORTH, name, "a@" + domain, false, Map.of())))
                .isEmpty();
        assertThat(logins.recognise(newcomer(SOUTH, "a@" + domain, Map.of()))).isEmpty();
        jdbc.sql("update organization_domain set verified_at = null where domain = ?")
                .param(domain)
                .update();
        assertThat(logins.recognise(newcomer(NORTH, "a@" + domain, Map.of()))).isEmpty();
    }

    @Test
    void theDomainOfASuspendedMemberMakesNobody() {
        String domain = domain(member("SUSPENDED"), true);
        assertThat(logins.recognise(newcomer(NORTH, "a@" + domain, Map.of()))).isEmpty();
    }

    @Test
    void aClaimedOrganisationMakesADelegateOfItAndLaterMovesThem() {
        OrganizationId member = member("ACTIVE");
        String email = name + "@anywhere.example";
        PersonId person = logins.recognise(newcomer(SOUTH, email, Map.of("organization", "member " + name)))
                .orElseThrow();
        assertThat(organizationOf(person)).isEqualTo(member.value());
        logins.recognise(newcomer(SOUTH, email, Map.of("organization", Company.LOREM.title())));
        assertThat(organizationOf(person)).isEqualTo(Company.LOREM.id());
        logins.recognise(newcomer(SOUTH, email, Map.of()));
        assertThat(organizationOf(person)).isEqualTo(Company.LOREM.id());
        logins.recognise(newcomer(SOUTH, email, Map.of("organization", "Nobody Knows Them Ltd")));
        assertThat(organizationOf(person)).isEqualTo(Company.LOREM.id());
    }

    @Test
    void aClaimedOrganisationCountsOnlyWhereTheProviderIsBelievedIt() {
        assertThat(logins.recognise(
                        newcomer(NORTH, name + "@x.example", Map.of("organization", Company.LOREM.title()))))
                .isEmpty();
    }

    @Test
    void claimedRolesAreGivenAndTakenAndThoseAppointedHereStay() {
        UUID group = group();
        String code = name.toUpperCase(Locale.ROOT);
        Map<String, Object> claims = new HashMap<>();
        claims.put("organization", Company.LOREM.title());
        claims.put(
                "groups",
                List.of(
                        "/" + code + "/editor",
                        "/" + code + "/secretary",
                        "/" + code + "/emperor",
                        "/NONE/chair",
                        "x"));
        Account account = newcomer(SOUTH, name + "@roles.example", claims);
        PersonId person = logins.recognise(account).orElseThrow();
        assertThat(rolesOf(person, group)).containsExactly("EDITOR", "SECRETARY");

        jdbc.sql("insert into office (id, group_id, person_id, role, since) values (?, ?, ?, 'PARTICIPANT', now())")
                .params(NewId.next(), group, person.value())
                .update();
        claims.put("groups", List.of("/" + code + "/editor"));
        logins.recognise(account);
        assertThat(rolesOf(person, group)).containsExactly("EDITOR", "PARTICIPANT");
        claims.remove("groups");
        logins.recognise(account);
        assertThat(rolesOf(person, group)).containsExactly("PARTICIPANT");
    }

    @Test
    void aRoleThatIsTakenKeepsNobodyOut() {
        String code = name.toUpperCase(Locale.ROOT);
        UUID group = group();
        PersonId chair = people.create("Chair Already", name + "@chair.example", null);
        jdbc.sql("insert into office (id, group_id, person_id, role, since) values (?, ?, ?, 'CHAIR', now())")
                .params(NewId.next(), group, chair.value())
                .update();
        PersonId person = logins.recognise(newcomer(
                        SOUTH,
                        name + "@roles.example",
                        Map.of("organization", Company.FICTEL.title(), "groups", "/" + code + "/chair")))
                .orElseThrow();
        assertThat(rolesOf(person, group)).isEmpty();
        assertThat(rolesOf(chair, group)).containsExactly("CHAIR");
    }

    @Test
    void nobodyBecomesStaffByAClaim() {
        PersonId person = logins.recognise(newcomer(
                        SOUTH,
                        name + "@staff.example",
                        Map.of(
                                "organization", Company.LOREM.title(),
                                "staff", true,
                                "groups", List.of("/DMSO/staff", "/STAFF/staff", "staff"),
                                "roles", List.of("staff", "admin"))))
                .orElseThrow();
        assertThat(jdbc.sql("select staff or test_staff from person where id = ?")
                        .param(person.value())
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    void whatAProviderCallsANewcomerMayBeAnything() {
        String domain = domain(member("ACTIVE"), true);
        for (String odd : new String[] {"", " ", "a\u202Eb", "x".repeat(300)}) {
            Account account = new Account(
                    NORTH,
                    "https://north.example",
                    UUID.randomUUID().toString(),
                    odd,
                    UUID.randomUUID() + "@" + domain,
                    true,
                    Map.of());
            logins.recognise(account)
                    .ifPresent(person -> assertThat(Objects.requireNonNull(organizationOf(person)))
                            .isNotNull());
        }
    }
}
