package org.rostrum.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rostrum.access.ThreePlaces.Held;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomDoor;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The portal's table against the one of the field, {@link TheTable}. */
@RostrumTest
class WhoMayDoWhatTests {

    private final Viewers viewers;
    private final List<RoomDoor> doors;
    private final MockMvcTester mvc;
    private final Body body;
    private final JdbcClient jdbc;

    WhoMayDoWhatTests(Viewers viewers, List<RoomDoor> doors, MockMvcTester mvc, Body body, JdbcClient jdbc) {
        this.viewers = viewers;
        this.doors = doors;
        this.mvc = mvc;
        this.body = body;
        this.jdbc = jdbc;
    }

    private Viewer viewer(Cast person) {
        return person.known()
                ? viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                        .orElseThrow()
                : Viewer.stranger(person.fullName());
    }

    @ParameterizedTest
    @EnumSource
    void everybodyMayDoWhatTheTableSaysAndNothingElse(TheTable table) {
        Place place = new ThreePlaces(body, jdbc, mvc).at(table).place();
        SoftAssertions softly = new SoftAssertions();
        for (Act act : Act.values()) {
            Set<Cast> able = Stream.of(Cast.values())
                    .filter(person -> viewer(person).may(act, place))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Cast.class)));
            softly.assertThat(able).as("%s in %s", act, table).isEqualTo(table.able(act));
            softly.assertThat(Viewer.PUBLIC.may(act, place))
                    .as("%s in %s by a visitor", act, table)
                    .isEqualTo(table.visitors(act));
        }
        softly.assertAll();
    }

    private boolean watches(RoomId room, Viewer viewer) {
        return doors.stream().anyMatch(door -> door.watchers(room).test(viewer));
    }

    @ParameterizedTest
    @EnumSource
    void aRoomIsWatchedByThoseWhoMayFollow(TheTable table) {
        Held held = new ThreePlaces(body, jdbc, mvc).at(table);
        RoomId room = new RoomId(held.meeting().room());
        for (Cast person : Cast.values()) {
            assertThat(watches(room, viewer(person)))
                    .as("%s in %s", person, table)
                    .isEqualTo(table.able(Act.FOLLOW).contains(person));
        }
        assertThat(watches(room, Viewer.PUBLIC)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theRoomOfADraftIsWatchedByThoseWhoMayEditTheAgenda(TheTable table) {
        Held held = new ThreePlaces(body, jdbc, mvc).at(table);
        RoomId room = new RoomId(jdbc.sql("select draft_room_id from agenda where meeting_id = ?")
                .param(held.meeting().id())
                .query(UUID.class)
                .single());
        for (Cast person : Cast.values()) {
            assertThat(watches(room, viewer(person)))
                    .as("%s in %s", person, table)
                    .isEqualTo(table.able(Act.EDIT_AGENDA).contains(person));
        }
        assertThat(watches(room, Viewer.PUBLIC)).isFalse();
        assertThat(watches(new RoomId(NewId.next()), viewer(Cast.ADA))).isFalse();
    }

    @Test
    void theReadmeShowsTheTableAsItIs() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains(WhoMayDoWhat.TABLE);
    }
}
