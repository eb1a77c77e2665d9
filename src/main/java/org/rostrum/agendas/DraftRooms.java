package org.rostrum.agendas;

import org.rostrum.meetings.MeetingId;
import org.rostrum.rooms.RoomId;
import org.rostrum.rooms.RoomLog;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens the rooms in which the editors of a draft hear of each other, when the first of them comes. */
@Component
class DraftRooms {

    private final AgendaRepository agendas;
    private final RoomLog log;

    DraftRooms(AgendaRepository agendas, RoomLog log) {
        this.agendas = agendas;
        this.log = log;
    }

    @Transactional
    RoomId of(MeetingId meeting) {
        agendas.ensure(meeting.value());
        return of(agendas.getByMeetingId(meeting.value()));
    }

    /** @param agenda locked by the caller */
    RoomId of(Agenda agenda) {
        RoomId known = agenda.draftRoom();
        if (known != null) {
            return known;
        }
        RoomId room = log.open();
        agenda.openDraftRoom(room);
        return room;
    }
}
