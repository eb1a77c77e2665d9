package org.rostrum.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rostrum.groups.GroupKind;
import org.rostrum.groups.GroupRole;
import org.rostrum.groups.GroupText;
import org.rostrum.groups.OfficeId;
import org.rostrum.groups.OfficeRole;
import org.rostrum.groups.Offices;
import org.rostrum.groups.Visibility;
import org.rostrum.groups.WorkingGroups;
import org.rostrum.organizations.Entitlement;
import org.rostrum.organizations.Extent;
import org.rostrum.organizations.MemberRight;
import org.rostrum.organizations.MembershipLevels;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.organizations.Organizations;
import org.rostrum.organizations.People;
import org.rostrum.organizations.PersonId;
import org.rostrum.organizations.Standing;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Client;
import org.rostrum.testing.Live;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.Newcomers.Group;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever takes a right away takes it from open sockets too, within a second. */
@ServedRostrumTest
class RightsTakenLiveTests {

    private static final PersonId ADA = new PersonId(Cast.ADA.id());
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final int NOT_ADMITTED = 4403;

    private final Body body;
    private final Newcomers newcomers;
    private final Organizations organizations;
    private final People people;
    private final MembershipLevels levels;
    private final WorkingGroups groups;
    private final Offices offices;
    private final int port;

    RightsTakenLiveTests(
            Body body,
            Newcomers newcomers,
            Organizations organizations,
            People people,
            MembershipLevels levels,
            WorkingGroups groups,
            Offices offices,
            @LocalServerPort int port) {
        this.body = body;
        this.newcomers = newcomers;
        this.organizations = organizations;
        this.people = people;
        this.levels = levels;
        this.groups = groups;
        this.offices = offices;
        this.port = port;
    }

    private Live watching(Newcomer person, Gathering meeting) {
        return new Client(port, person).live().joins(meeting, 0);
    }

    private Gathering meetingOf(Group group) {
        Instant now = Instant.now();
        return body.meeting(
                group.id().value(), now.minus(1, ChronoUnit.HOURS), now.plus(1, ChronoUnit.HOURS), "ACCEPT");
    }

    private static void closesAtOnce(Live socket, int code, Runnable act) {
        act.run();
        Instant done = Instant.now();
        assertThat(socket.awaitsClose()).isEqualTo(code);
        assertThat(Duration.between(done, Instant.now())).isLessThan(AT_ONCE);
    }

    private static void losesTheRoomAtOnce(Live socket, Runnable act) {
        act.run();
        Instant done = Instant.now();
        assertThat(socket.awaitsError().get("status").intValue()).isEqualTo(404);
        assertThat(Duration.between(done, Instant.now())).isLessThan(AT_ONCE);
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void aSuspensionClosesTheSocketsOfAllItsDelegatesAndUndoingItLetsThemBackIn() {
        OrganizationId member = newcomers.member("essential");
        Gathering meeting = body.meetingNow();
        Newcomer one = newcomers.delegate(member);
        Newcomer other = newcomers.delegate(member);
        Newcomer bystander = newcomers.delegate();
        try (Live first = watching(one, meeting);
                Live second = watching(other, meeting);
                Live third = watching(bystander, meeting)) {
            var slip = organizations.change(member, "essential", Standing.SUSPENDED, null, "Fee", ADA);
            assertThat(first.awaitsClose()).isEqualTo(NOT_ADMITTED);
            assertThat(second.awaitsClose()).isEqualTo(NOT_ADMITTED);
            assertThat(new Client(port, one)
                            .handshake(Client.handshake().header("Authorization", "Bearer " + one.token())))
                    .isEqualTo(403);
            organizations.undo(slip, ADA);
            try (Live back = watching(one, meeting)) {
                assertThat(back.isOpen()).isTrue();
            }
            assertThat(third.isOpen()).isTrue();
        }
    }

    @Test
    void leavingAnOrganisationClosesTheSocket() {
        Newcomer delegate = newcomers.delegate();
        try (Live socket = watching(delegate, body.meetingNow())) {
            closesAtOnce(socket, NOT_ADMITTED, () -> people.leave(delegate.id(), delegate.id()));
        }
    }

    @Test
    void whoeverChangesToAMemberStaysAndToASuspendedOneDoesNot() {
        OrganizationId suspended = newcomers.member("essential");
        organizations.change(suspended, "essential", Standing.SUSPENDED, null, "Fee", ADA);
        OrganizationId active = newcomers.member("essential");
        Newcomer delegate = newcomers.delegate();
        Gathering meeting = body.meetingNow();
        try (Live socket = watching(delegate, meeting)) {
            people.represent(delegate.id(), active, null, ADA);
            new Client(port, delegate).says(meeting, "still here");
            socket.awaits(1);
            assertThat(socket.events().getFirst().toString()).contains("still here");
            closesAtOnce(socket, NOT_ADMITTED, () -> people.represent(delegate.id(), suspended, null, ADA));
        }
    }

    @Test
    void aDeactivatedPersonIsOut() {
        Newcomer delegate = newcomers.delegate();
        try (Live socket = watching(delegate, body.meetingNow())) {
            people.deactivate(delegate.id(), ADA);
            assertThat(socket.awaitsClose()).isIn(4401, NOT_ADMITTED);
        }
    }

    @Test
    void whoeverIsStaffNoMoreIsOut() {
        Newcomer staff = newcomers.staff();
        try (Live socket = watching(staff, body.meetingNow())) {
            closesAtOnce(socket, NOT_ADMITTED, () -> people.works(staff.id(), false, false, ADA));
        }
    }

    @Test
    void aLevelThatLosesThePortalTakesItsDelegatesOut() {
        Map<MemberRight, Entitlement> rights = new EnumMap<>(MemberRight.class);
        rights.put(MemberRight.PORTAL, new Entitlement(Extent.YES, ""));
        String level = levels.add("Level " + NewId.next(), BigDecimal.ONE, rights, ADA);
        Newcomer delegate = newcomers.delegate(newcomers.member(level));
        try (Live socket = watching(delegate, body.meetingNow())) {
            closesAtOnce(
                    socket,
                    NOT_ADMITTED,
                    () -> levels.change(level, "Level " + level, BigDecimal.ONE, Map.of(), null, ADA));
        }
    }

    @Test
    void anOfficeThatEndsTakesTheClosedGroupsRoomAndNothingElse() {
        Group group = newcomers.group(Visibility.GROUP);
        Newcomer participant = newcomers.delegate();
        OfficeId office = newcomers.appointed(group, participant, OfficeRole.PARTICIPANT);
        try (Live socket = watching(participant, meetingOf(group))) {
            losesTheRoomAtOnce(socket, () -> offices.end(group.id(), office, null, ADA));
        }
    }

    @Test
    void aSuccessorTakesTheChairsRoomAndAnUndoneAppointmentTheSuccessors() {
        Group group = newcomers.group(Visibility.GROUP);
        Newcomer chair = newcomers.delegate();
        newcomers.appointed(group, chair, OfficeRole.CHAIR);
        Gathering meeting = meetingOf(group);
        Newcomer successor = newcomers.delegate();
        try (Live before = watching(chair, meeting)) {
            var appointment = offices.appoint(group.id(), successor.id(), OfficeRole.CHAIR, null, null, ADA);
            assertThat(before.awaitsError().get("status").intValue()).isEqualTo(404);
            try (Live after = watching(successor, meeting)) {
                losesTheRoomAtOnce(after, () -> offices.undo(appointment.undo(), ADA));
            }
        }
    }

    private void keepsToItself(Group group) {
        groups.edit(
                group.id(),
                new GroupText("Group " + group.code(), "", GroupKind.WORKING_GROUP, null, Visibility.GROUP),
                null,
                ADA);
    }

    @Test
    void aGroupThatKeepsItsDocumentsToItselfTakesItsRoomsFromTheOthers() {
        Group group = newcomers.group(Visibility.MEMBERS);
        Newcomer outsider = newcomers.delegate();
        Newcomer insider = newcomers.delegate();
        newcomers.appointed(group, insider, OfficeRole.PARTICIPANT);
        Gathering meeting = meetingOf(group);
        try (Live outside = watching(outsider, meeting);
                Live inside = watching(insider, meeting)) {
            losesTheRoomAtOnce(outside, () -> keepsToItself(group));
            assertThat(inside.errors()).isEqualTo(List.of());
            new Client(port, insider).says(meeting, "among ourselves");
            inside.awaits(1);
            assertThat(outside.events()).isEmpty();
        }
    }

    @Test
    void whatWasAskedAMomentBeforeLetsNobodyBackIn() {
        Group group = newcomers.group(Visibility.MEMBERS);
        Newcomer outsider = newcomers.delegate();
        Newcomer insider = newcomers.delegate();
        newcomers.appointed(group, insider, OfficeRole.PARTICIPANT);
        Gathering meeting = meetingOf(group);
        try (Live outside = watching(outsider, meeting);
                Live inside = watching(insider, meeting)) {
            inside.watches(meeting, 0);
            keepsToItself(group);
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> outside.errors().size() == 1);
            outside.watches(meeting, 0);
            await().atMost(AT_ONCE).until(() -> outside.errors().size() == 2);
        }
    }

    @Test
    void claimsThatNoLongerNameARoleTakeItsRoom() {
        Group group = newcomers.group(Visibility.GROUP);
        Newcomer editor = newcomers.delegate();
        var role = new GroupRole(group.id(), OfficeRole.EDITOR);
        offices.syncFromProvider(editor.id(), "https://provider.example", Set.of(role));
        try (Live socket = watching(editor, meetingOf(group))) {
            losesTheRoomAtOnce(
                    socket, () -> offices.syncFromProvider(editor.id(), "https://provider.example", Set.of()));
        }
    }
}
