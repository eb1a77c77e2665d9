package org.rostrum.local;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a register looks like after some years: who was there before, who fell behind, who knocks. All invented. */
final class SampleRegister {

    private final JdbcClient jdbc;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    SampleRegister(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void fill() {
        earlier();
        otherMembers();
        domains();
        soon();
        requests();
    }

    /** Before 2020, when the others' terms begin. */
    private void earlier() {
        membership(Cast.Company.NOWHERE.id(), "associate", "ACTIVE", "2016-01-01", "2020-01-01", null);
        delegation(Cast.EDDA.id(), Cast.Company.IPSUM.id(), "2014-03-01", "2020-01-01");
        membership(Cast.Company.IPSUM.id(), "strategic", "ACTIVE", "2014-01-01", "2020-01-01", "Moved to Associate");
        office(Body.DMSO, Cast.EDDA.id(), "CHAIR", "2016-06-01", "2020-01-01");
        office(Body.CITY, Cast.DEVI.id(), "SECRETARY", "2018-01-01", "2020-01-01");
        delegation(Cast.DEVI.id(), Cast.Company.NOWHERE.id(), "2016-01-01", "2020-01-01");
    }

    private void otherMembers() {
        UUID quiet = organization("Quiet Grid");
        membership(
                quiet, "essential", "ACTIVE", "2019-01-01", today.minusDays(40).toString(), null);
        membership(quiet, "essential", "SUSPENDED", today.minusDays(40).toString(), null, "Fees open since June");
        delegation(person("Quinn Quietly", "quinn@quietgrid.example"), quiet, "2019-01-01", null);
        UUID former = organization("Former Fabrics");
        membership(former, "strategic", "ACTIVE", "2012-01-01", "2023-01-01", null);
        membership(former, "strategic", "LEFT", "2023-01-01", null, "Resigned at the end of 2022");
        delegation(person("Ferris Formerly", "ferris@formerfabrics.example"), former, "2012-01-01", "2023-01-01");
        UUID early = organization("Early Meters");
        membership(early, "associate", "ACTIVE", today.plusDays(20).toString(), null, null);
    }

    private void domains() {
        for (Cast.Company company : Cast.Company.values()) {
            jdbc.sql("insert into organization_domain (domain, organization_id, verified_at) values (?, ?, now())")
                    .params(company.name().toLowerCase(Locale.ROOT) + ".example", company.id())
                    .update();
        }
        jdbc.sql("insert into organization_domain (domain, organization_id) values ('examplecom-labs.example', ?)")
                .param(Cast.Company.EXAMPLECOM.id())
                .update();
    }

    private void soon() {
        office(Body.CITY, Cast.DEVI.id(), "EDITOR", today.plusDays(12).toString(), null);
        office(
                Body.DMSO,
                Cast.IPSI.id(),
                "PARTICIPANT",
                today.minusYears(1).toString(),
                today.plusDays(15).toString());
    }

    private void requests() {
        request(
                "Wilma Wayfarer",
                "wilma@lorem.example",
                false,
                "I joined Lorem Devices last month and take over from Edda in DMSO.",
                3);
        request(
                "Otto Outsider",
                "otto@elsewhere.example",
                true,
                "Our company considers membership. May I see the draft of the agenda?",
                1);
    }

    private void request(String name, String email, boolean verified, String message, int daysAgo) {
        jdbc.sql("""
                        insert into join_request (id, registration, issuer, subject, name, email, email_verified, message,
                                                  requested_at)
                        values (uuidv7(), 'rostrum', 'http://localhost:9000', ?, ?, ?, ?, ?, now() - make_interval(days => ?))""").params(email, name, email, verified, message, daysAgo).update();
    }

    private UUID organization(String name) {
        UUID id = Cast.stableId("organization/" + name);
        jdbc.sql("insert into organization (id, name, sample) values (?, ?, true)")
                .params(id, name)
                .update();
        return id;
    }

    private UUID person(String name, String email) {
        UUID id = Cast.stableId("person/" + name);
        jdbc.sql("insert into person (id, name, email, sample) values (?, ?, ?, true)")
                .params(id, name, email)
                .update();
        return id;
    }

    private void membership(
            UUID organization,
            String level,
            String standing,
            String since,
            @Nullable String until,
            @Nullable String why) {
        jdbc.sql("""
                        insert into membership (organization_id, level_code, standing, since, until, reason)
                        values (:organization, :level, :standing, :since::date, :until::date, :why)""")
                .param("organization", organization)
                .param("level", level)
                .param("standing", standing)
                .param("since", since)
                .param("until", until)
                .param("why", why)
                .update();
    }

    private void delegation(UUID person, UUID organization, String since, @Nullable String until) {
        jdbc.sql("""
                        insert into delegation (person_id, organization_id, since, until)
                        values (:person, :organization, :since::date, :until::date)""")
                .param("person", person)
                .param("organization", organization)
                .param("since", since)
                .param("until", until)
                .update();
    }

    private void office(UUID group, UUID person, String role, String since, @Nullable String until) {
        jdbc.sql("""
                        insert into office (id, group_id, person_id, role, since, until)
                        values (uuidv7(), :group, :person, :role, :since::date, :until::date)""")
                .param("group", group)
                .param("person", person)
                .param("role", role)
                .param("since", since)
                .param("until", until)
                .update();
    }
}
