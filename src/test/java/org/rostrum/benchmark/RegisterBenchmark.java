package org.rostrum.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * What a register of 10,000 people, 500 organisations and 100 groups costs the pages that read it, and the permission
 * check of a page that has nothing to do with it, against the handful that every test begins with.
 */
@RostrumTest
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class RegisterBenchmark {

    private static final String FEW = "11 people, 5 members, 2 groups";
    private static final String MANY = "10,000 people, 500 members, 100 groups";

    /** What shows one thing costs the same, whatever else there is; the rest is noise of two cores. */
    private static final double LIMIT = 2.0;

    /** What lists the register has more rows to show, fifty instead of a few, but not a thousand times more. */
    private static final double LIMIT_OF_A_LIST = 20.0;

    private final MockMvcTester mvc;
    private final JdbcClient jdbc;
    private final Body body;

    RegisterBenchmark(MockMvcTester mvc, JdbcClient jdbc, Body body) {
        this.mvc = mvc;
        this.jdbc = jdbc;
        this.body = body;
    }

    @Test
    void aLargeRegisterCostsAPageNoMoreThanASmallOne() {
        String meeting = "/meetings/" + body.meetingNow().id();
        Map<String, Cast> pages = new LinkedHashMap<>();
        pages.put(meeting, Cast.DANA);
        pages.put(meeting + "/people", Cast.DANA);
        pages.put("/groups/DMSO", Cast.DANA);
        pages.put("/staff", Cast.ADA);
        pages.put("/staff/people?q=an", Cast.ADA);
        pages.put("/staff/people/" + Cast.DANA.id(), Cast.ADA);
        pages.put("/staff/organizations?q=e", Cast.ADA);
        pages.put("/staff/organizations/" + Cast.Company.NOWHERE.id(), Cast.ADA);
        Measured measured = new Measured();
        pages.forEach((page, person) -> measured.measure(named(page, meeting), FEW, () -> open(page, person)));
        grow();
        pages.forEach((page, person) -> measured.measure(named(page, meeting), MANY, () -> open(page, person)));
        measured.writeTo(Path.of("target", "benchmark", "register.md"), "Pages and the size of the register");
        SoftAssertions softly = new SoftAssertions();
        pages.keySet()
                .forEach(page -> softly.assertThat(measured.ratio(named(page, meeting), FEW, MANY))
                        .as(page)
                        .isLessThan(page.contains("?q=") || page.equals("/staff") ? LIMIT_OF_A_LIST : LIMIT));
        softly.assertAll();
    }

    private static String named(String page, String meeting) {
        return page.replace(meeting, "/meetings/…").replaceAll("[0-9a-f-]{36}", "…");
    }

    private void open(String page, Cast person) {
        assertThat(mvc.get().uri(page).with(Body.signedIn(person))).hasStatusOk();
    }

    private void grow() {
        jdbc.sql("""
                        insert into organization (id, name, sample)
                        select uuidv7(), 'Member ' || n, true from generate_series(1, 495) n""").update();
        jdbc.sql("""
                        insert into membership (organization_id, level_code, standing, since)
                        select id, 'essential', 'ACTIVE', date '2020-01-01' from organization where name like 'Member %'""").update();
        jdbc.sql("""
                        insert into person (id, name, email, sample)
                        select uuidv7(), 'Person ' || n, 'person' || n || '@member' || n % 495 + 1 || '.example', true
                          from generate_series(1, 9989) n""").update();
        jdbc.sql("""
                        insert into delegation (person_id, organization_id, since)
                        select p.id, o.id, date '2021-01-01'
                          from person p
                          join organization o on o.name = 'Member ' || substring(p.email from '@member(\\d+)')""").update();
        jdbc.sql("""
                        insert into working_group (id, code, name, kind, parent_id)
                        select uuidv7(), 'WG' || n, 'Working group ' || n, 'WORKING_GROUP', :parent
                          from generate_series(1, 98) n""").param("parent", Body.DMSO).update();
        jdbc.sql("""
                        insert into office (id, group_id, person_id, role, since)
                        select uuidv7(), g.id, p.id, case when p.n <= 98 then 'CHAIR' when p.n <= 196 then 'SECRETARY' else 'PARTICIPANT' end,
                               date '2022-01-01'
                          from (select id, row_number() over (order by email) as n from person where name like 'Person %') p
                          join working_group g on g.code = 'WG' || (p.n % 98 + 1)
                         where p.n <= 4000""").update();
        jdbc.sql("analyze").update();
    }
}
