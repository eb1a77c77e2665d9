package org.rostrum.registrations;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Place;
import org.rostrum.access.Places;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.events.EventView;
import org.rostrum.events.Events;
import org.rostrum.groups.GroupId;
import org.rostrum.groups.OfficeRole;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.RightsChanged;
import org.rostrum.shared.News;
import org.rostrum.shared.NotFound;
import org.rostrum.shared.PrivilegedAct;
import org.rostrum.shared.Refusal;
import org.rostrum.shared.Typed;
import org.rostrum.web.Times;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Guests: somebody of no member, whom a member invites to named meetings, and nothing else opens to them. */
@Service
public class Guests {

    private static final int LONGEST_REASON = 1_000;
    private static final int LONGEST_ORGANIZATION = 200;

    private static final String INVITATIONS = """
            select i.meeting_id, m.name as meeting, m.time_zone, m.starts_at, m.ends_at, g.code, i.person_id, p.name, p.email,
                   i.organization, i.reason, b.name as invited_by, i.invited_at
              from invitation i
              join meeting m on m.id = i.meeting_id
              join event e on e.id = m.event_id
              join working_group g on g.id = m.group_id
              join person p on p.id = i.person_id
              join person b on b.id = i.invited_by
             where (e.id = :week or e.within_id = :week)
               and (:all or i.invited_by = :person or g.id = any(:chaired::uuid[]))
             order by lower(p.name), p.id, m.starts_at, m.id
            """;

    private final Events events;
    private final WeekMeetings weekMeetings;
    private final Registrations registrations;
    private final People people;
    private final Places places;
    private final InvitationPace pace;
    private final Times times;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    Guests(
            Events events,
            WeekMeetings weekMeetings,
            Registrations registrations,
            People people,
            Places places,
            InvitationPace pace,
            Times times,
            JdbcClient jdbc,
            ApplicationEventPublisher publisher,
            Clock clock) {
        this.events = events;
        this.weekMeetings = weekMeetings;
        this.registrations = registrations;
        this.people = people;
        this.places = places;
        this.pace = pace;
        this.times = times;
        this.jdbc = jdbc;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** @param over whether it can no longer be taken back */
    public record Invitation(
            MeetingId meeting,
            String meetingName,
            String group,
            ZoneId timeZone,
            Instant startsAt,
            PersonId person,
            String name,
            String email,
            @Nullable String organization,
            @Nullable String reason,
            String invitedBy,
            Instant invitedAt,
            boolean over) {}

    /** Who invites, as they typed it. */
    public record Guest(
            @Nullable String name,
            @Nullable String email,
            @Nullable String organization,
            @Nullable String reason,
            Set<UUID> meetings) {}

    /** The meetings of a week that somebody may invite a guest to. */
    public List<MeetingOffer> meetings(EventId week, Viewer viewer) {
        return weekMeetings.where(week, Act.INVITE_GUEST, viewer);
    }

    /** Whom somebody invited; chairs see all guests of their groups, the staff all. */
    public List<Invitation> of(EventId week, Viewer viewer) {
        Instant now = clock.instant();
        return jdbc.sql(INVITATIONS)
                .param("week", week.value())
                .param("all", viewer.staff())
                .param("person", viewer.requirePerson().value())
                .param("chaired", chaired(viewer))
                .query((row, n) -> new Invitation(
                        new MeetingId(row.getObject("meeting_id", UUID.class)),
                        row.getString("meeting"),
                        row.getString("code"),
                        ZoneId.of(row.getString("time_zone")),
                        row.getTimestamp("starts_at").toInstant(),
                        new PersonId(row.getObject("person_id", UUID.class)),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("organization"),
                        row.getString("reason"),
                        row.getString("invited_by"),
                        row.getTimestamp("invited_at").toInstant(),
                        row.getTimestamp("ends_at").toInstant().isBefore(now)))
                .list();
    }

    private static String[] chaired(Viewer viewer) {
        return viewer.member()
                ? viewer.offices().entrySet().stream()
                        .filter(office -> office.getValue().contains(OfficeRole.CHAIR)
                                || office.getValue().contains(OfficeRole.VICE_CHAIR))
                        .map(Map.Entry::getKey)
                        .map(GroupId::toString)
                        .toArray(String[]::new)
                : new String[0];
    }

    /** @return the guest, who is a person of the portal from now on */
    @Transactional
    public PersonId invite(EventId week, Guest guest, Viewer viewer) {
        EventView event = events.require(week);
        PersonId by = viewer.requirePerson();
        List<MeetingOffer> open = meetings(week, viewer);
        if (open.isEmpty()) {
            throw Refusal.forbidden("There is no meeting of this event that you may invite a guest to.");
        }
        Map<String, String> problems = new LinkedHashMap<>();
        String organization = typed(
                problems, () -> Typed.line("organization", "organisation", guest.organization(), LONGEST_ORGANIZATION));
        String reason = typed(problems, () -> Typed.paragraphs("reason", "reason", guest.reason(), LONGEST_REASON));
        String name = typed(problems, () -> Typed.line("name", "name", guest.name(), LONGEST_ORGANIZATION));
        String email =
                typed(problems, () -> Typed.line("email", "e-mail address", guest.email(), LONGEST_ORGANIZATION));
        if (reason.isEmpty() && !problems.containsKey("reason")) {
            problems.put("reason", "Say why: the chair reads it.");
        }
        List<MeetingOffer> invited = open.stream()
                .filter(meeting -> guest.meetings().contains(meeting.id()))
                .toList();
        if (invited.isEmpty()) {
            problems.put("meetings", "Choose the meetings that your guest may come to.");
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid(String.join(" ", problems.values()), problems);
        }
        pace.take(by);
        PersonId person = known(name, email, by);
        List<MeetingOffer> added = invited.stream()
                .filter(meeting -> jdbc.sql("""
                                insert into invitation (meeting_id, person_id, invited_by, invited_at, organization, reason)
                                values (:meeting, :person, :by, :now, :organization, :reason) on conflict do nothing""")
                                .param("meeting", meeting.id())
                                .param("person", person.value())
                                .param("by", by.value())
                                .param("now", Timestamp.from(clock.instant()))
                                .param("organization", organization)
                                .param("reason", reason)
                                .update()
                        > 0)
                .toList();
        if (added.isEmpty()) {
            throw Refusal.of(Refusal.Reason.CONFLICT, "meetings", "They are invited to these meetings already.");
        }
        publisher.publishEvent(RightsChanged.of(person));
        tell(event, person, viewer, added);
        publisher.publishEvent(new PrivilegedAct(
                by.value(),
                "guest.invited",
                "person",
                person.toString(),
                null,
                Map.of(
                        "meetings", added.stream().map(MeetingOffer::name).toList(),
                        "organization", organization,
                        "reason", reason)));
        return person;
    }

    private static String typed(Map<String, String> problems, java.util.function.Supplier<String> text) {
        try {
            return text.get();
        } catch (Refusal refusal) {
            problems.putAll(refusal.fields());
            return "";
        }
    }

    private record Known(
            PersonId id,
            boolean works,
            boolean active,
            @Nullable String organization) {}

    /** Found by their address, by which they will sign in; else they become a person of no member. */
    private PersonId known(String name, String email, PersonId by) {
        // Two who invite the same stranger in the same moment invite one person.
        jdbc.sql("select pg_advisory_xact_lock(hashtext('invitation ' || lower(:email)))")
                .param("email", email)
                .query((row, n) -> "")
                .list();
        Known known = jdbc.sql("""
                        select p.id, p.staff or p.test_staff as works, p.deactivated_at is null as active,
                               o.name as organization
                          from person p
                          left join current_delegation d on d.person_id = p.id
                          left join organization o on o.id = d.organization_id
                         where lower(p.email) = lower(:email)""")
                .param("email", email)
                .query((row, n) -> new Known(
                        new PersonId(row.getObject("id", UUID.class)),
                        row.getBoolean("works"),
                        row.getBoolean("active"),
                        row.getString("organization")))
                .optional()
                .orElse(null);
        if (known == null) {
            return people.create(name, email, by);
        }
        if (known.organization() != null) {
            throw Refusal.invalid(
                    "email",
                    "Whoever has this address is a delegate of " + known.organization() + " and needs no invitation.");
        }
        if (known.works()) {
            throw Refusal.invalid("email", "Whoever has this address works for the staff and needs no invitation.");
        }
        if (!known.active()) {
            throw Refusal.invalid(
                    "email", "The staff have closed the portal to whoever has this address. Write to the staff.");
        }
        return known.id();
    }

    private void tell(EventView event, PersonId guest, Viewer by, List<MeetingOffer> meetings) {
        List<String> lines = new ArrayList<>();
        lines.add(by.name() + (by.organizationName() == null ? "" : " (" + by.organizationName() + ")")
                + " invites you to:");
        lines.add("");
        meetings.forEach(meeting -> lines.add(
                meeting.name() + ", " + times.span(meeting.startsAt(), meeting.endsAt(), meeting.timeZone())));
        lines.add("");
        lines.add("Sign in with an account that has this e-mail address, and the meetings are open to you."
                + " Please register as well, so that there is a place for you.");
        publisher.publishEvent(new News(
                List.of(guest.value()),
                "invitation.received",
                "You are invited to " + event.name(),
                String.join("\n", lines),
                "/events/" + event.week() + "/registration"));
    }

    /**
     * Takes an invitation back: whoever wrote it may, the group's chairs and the staff. Where there is none, nothing
     * happens. Open connections of the guest close with it.
     */
    @Transactional
    public void revoke(MeetingId id, PersonId guest, Viewer viewer) {
        Place place = places.named(Map.of("meeting", id.toString())).orElseThrow(() -> new NotFound("meeting"));
        viewer.require(Act.INVITE_GUEST, place);
        record Written(UUID by, String meeting, @Nullable UUID week, boolean over) {}
        Written written = jdbc.sql("""
                        select i.invited_by, m.name, coalesce(e.within_id, e.id) as week, m.ends_at < :now as over
                          from invitation i join meeting m on m.id = i.meeting_id left join event e on e.id = m.event_id
                         where i.meeting_id = :meeting and i.person_id = :person for update of i""")
                .param("meeting", id.value())
                .param("person", guest.value())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new Written(
                        row.getObject("invited_by", UUID.class),
                        row.getString("name"),
                        row.getObject("week", UUID.class),
                        row.getBoolean("over")))
                .optional()
                .orElse(null);
        if (written == null) {
            return;
        }
        // Who appoints in the group also decides who stays its guest.
        if (!written.by().equals(viewer.requirePerson().value()) && !viewer.may(Act.APPOINT, place)) {
            throw Refusal.forbidden("You may not take back an invitation that somebody else wrote. "
                    + "Who may: whoever wrote it, the group's chairs and the staff.");
        }
        if (written.over()) {
            throw Refusal.conflict("The meeting is over. Who was invited stays on record.");
        }
        for (String table : List.of("invitation", "participation", "registration_wish")) {
            String person = table.equals("registration_wish")
                    ? "registration_id in (select r.id from registration r where r.person_id = :person)"
                    : "person_id = :person";
            jdbc.sql("delete from " + table + " where meeting_id = :meeting and " + person)
                    .param("meeting", id.value())
                    .param("person", guest.value())
                    .update();
        }
        if (written.week() != null) {
            giveUpIfNothingIsLeft(new EventId(written.week()), guest);
        }
        publisher.publishEvent(RightsChanged.of(guest));
        publisher.publishEvent(new PrivilegedAct(
                viewer.requirePerson().value(),
                "guest.invitation-revoked",
                "person",
                guest.toString(),
                Map.of("meeting", written.meeting()),
                null));
        publisher.publishEvent(new News(
                List.of(guest.value()),
                "invitation.revoked",
                "You are no longer invited to " + written.meeting(),
                "Its pages are no longer open to you. If you do not know why, write to whoever invited you.",
                "/"));
    }

    private void giveUpIfNothingIsLeft(EventId week, PersonId guest) {
        Viewer remaining = registrations.inTheirPlace(guest);
        if (registrations.of(week, guest).filter(Registration::active).isPresent()
                && !registrations.mayRegister(week, remaining)) {
            registrations.giveUp(week, guest);
        }
    }
}
