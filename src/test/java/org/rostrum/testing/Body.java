package org.rostrum.testing;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.rostrum.identity.AccessTokens;
import org.rostrum.shared.NewId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.OidcLoginRequestPostProcessor;

/** A standards body with its people and groups, and meetings as a test needs them. */
public class Body {

    /** The issuer of the tests' ID tokens; nothing listens there. */
    public static final String ISSUER = "http://localhost:1";

    public static final UUID DMSO = Cast.stableId("group/DMSO");
    public static final UUID CITY = Cast.stableId("group/CITY");

    private final JdbcClient jdbc;

    public Body(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The cast with levels, organisations, groups, offices and tokens. May be called again. */
    public void gathers() {
        level("strategic", "Strategic", "1", 1);
        level("essential", "Essential", "1", 2);
        level("associate", "Associate", "0.5", 3);
        for (Cast.Company company : Cast.Company.values()) {
            jdbc.sql("""
                            insert into organization (id, name, sample) values (?, ?, true)
                            on conflict do nothing""").params(company.id(), company.title()).update();
            jdbc.sql("""
                            insert into membership (organization_id, level_code, standing, since)
                            values (?, ?, 'ACTIVE', date '2020-01-01') on conflict do nothing""").params(company.id(), company.level()).update();
        }
        group(DMSO, "DMSO", "Device Management and Smart Objects Working Group", "MEMBERS");
        group(CITY, "CITY", "Smart City Working Group", "GROUP");
        for (Cast person : Cast.values()) {
            if (person.known()) {
                joins(person);
            }
        }
        office(DMSO, Cast.CARLA, "CHAIR");
        office(DMSO, Cast.VICTOR, "VICE_CHAIR");
        office(DMSO, Cast.SEKRA, "SECRETARY");
        office(DMSO, Cast.EDDA, "EDITOR");
        office(CITY, Cast.DEVI, "PARTICIPANT");
        office(CITY, Cast.VICTOR, "CHAIR");
    }

    /** Makes somebody a person of the portal, with a token and, where they have one, an organisation. */
    public void joins(Cast person) {
        jdbc.sql("""
                        insert into person (id, name, email, staff, test_staff, sample) values (?, ?, ?, ?, ?, true)
                        on conflict do nothing""")
                .params(person.id(), person.fullName(), person.email(), person == Cast.ADA, person == Cast.TESSA)
                .update();
        Cast.Company company = person.company();
        if (company != null) {
            jdbc.sql("""
                            insert into delegation (person_id, organization_id, since) values (?, ?, date '2020-01-01')
                            on conflict do nothing""").params(person.id(), company.id()).update();
        }
        jdbc.sql("""
                        insert into login (issuer, subject, person_id, first_at, last_at) values (?, ?, ?, now(), now())
                        on conflict do nothing""").params(ISSUER, person.account(), person.id()).update();
        jdbc.sql("""
                        insert into access_token (id, person_id, name, token_hash, scopes, created_at)
                        values (?, ?, 'local run', ?, array['read', 'contribute', 'chair'], now())
                        on conflict do nothing""")
                .params(Cast.stableId("token/" + person.name()), person.id(), AccessTokens.hash(person.token()))
                .update();
    }

    private void level(String code, String name, String weight, int position) {
        jdbc.sql("""
                        insert into membership_level (code, name, vote_weight, position) values (?, ?, ?::numeric, ?)
                        on conflict do nothing""").params(code, name, weight, position).update();
        jdbc.sql("""
                        insert into membership_right (level_code, right_code, extent)
                        select :level, code,
                               case when :level <> 'associate' then 'YES'
                                    when code = 'CHAIR_ELECTION' then 'NO'
                                    when code like '%APPEAL' then 'WHEN_CHAIR' else 'YES' end
                          from member_right on conflict do nothing""").param("level", code).update();
    }

    private void group(UUID id, String code, String name, String visibility) {
        jdbc.sql("""
                        insert into working_group (id, code, name, kind, visibility) values (?, ?, ?, 'WORKING_GROUP', ?)
                        on conflict do nothing""").params(id, code, name, visibility).update();
    }

    private void office(UUID group, Cast person, String role) {
        jdbc.sql("""
                        insert into office (id, group_id, person_id, role, since) values (?, ?, ?, ?, date '2020-01-01')
                        on conflict do nothing""")
                .params(Cast.stableId("office/" + group + person + role), group, person.id(), role)
                .update();
    }

    /** A meeting that tests arrange. Times are instants; the zone is the meeting's. */
    public record Gathering(UUID id, UUID room) {}

    /** A meeting of DMSO that began yesterday and ends tomorrow, its deadline a week gone. */
    public Gathering meetingNow() {
        Instant now = Clock.systemUTC().instant();
        return meeting(DMSO, now.minus(1, ChronoUnit.DAYS), now.plus(1, ChronoUnit.DAYS), "ACCEPT");
    }

    /** A meeting of DMSO in a month, its deadline a week before. */
    public Gathering meetingNextMonth() {
        Instant now = Clock.systemUTC().instant();
        return meeting(DMSO, now.plus(30, ChronoUnit.DAYS), now.plus(33, ChronoUnit.DAYS), "ACCEPT");
    }

    /** @param latePolicy ACCEPT or REFUSE; the deadline is seven days before the start */
    public Gathering meeting(UUID group, Instant startsAt, Instant endsAt, String latePolicy) {
        Gathering meeting = new Gathering(NewId.next(), NewId.next());
        jdbc.sql("insert into room (id) values (?)").param(meeting.room()).update();
        jdbc.sql("""
                        insert into meeting (id, group_id, room_id, name, time_zone, starts_at, ends_at,
                                             contribution_deadline, late_policy)
                        values (?, ?, ?, 'A test meeting', ?, ?, ?, ?, ?)""")
                .params(
                        meeting.id(),
                        group,
                        meeting.room(),
                        ZoneId.of("Europe/Warsaw").getId(),
                        Timestamp.from(startsAt),
                        Timestamp.from(endsAt),
                        Timestamp.from(startsAt.minus(7, ChronoUnit.DAYS)),
                        latePolicy)
                .update();
        jdbc.sql("insert into thread (id, room_id, kind, opened_at) values (?, ?, 'MEETING', now())")
                .params(NewId.next(), meeting.room())
                .update();
        return meeting;
    }

    public void invites(Cast guest, Gathering meeting) {
        jdbc.sql("insert into invitation (meeting_id, person_id, invited_by, invited_at) values (?, ?, ?, now())")
                .params(meeting.id(), guest.id(), Cast.CARLA.id())
                .update();
    }

    /** Signed in through the provider, as a MockMvc request sees it. */
    public static OidcLoginRequestPostProcessor signedIn(Cast person) {
        return SecurityMockMvcRequestPostProcessors.oidcLogin()
                .idToken(token -> token.issuer(ISSUER).subject(person.account()).claim("name", person.fullName()));
    }
}
