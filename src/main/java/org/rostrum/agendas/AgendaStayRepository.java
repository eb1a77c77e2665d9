package org.rostrum.agendas;

import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface AgendaStayRepository extends Repository<AgendaStay, UUID> {

    List<AgendaStay> findByMeetingIdOrderByStartedAtAscIdAsc(UUID meeting);

    AgendaStay save(AgendaStay stay);

    void delete(AgendaStay stay);

    void flush();
}
