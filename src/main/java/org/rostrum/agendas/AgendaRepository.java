package org.rostrum.agendas;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface AgendaRepository extends Repository<Agenda, UUID> {

    /** Every meeting has an agenda from the moment somebody first writes it. */
    @Modifying
    @Query(value = "insert into agenda (meeting_id) values (:meeting) on conflict do nothing", nativeQuery = true)
    void ensure(UUID meeting);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    Agenda getByMeetingId(UUID meeting);

    @Query(value = "select id from agenda_item where meeting_id = :meeting and id in (:ids)", nativeQuery = true)
    Set<UUID> itemsOf(UUID meeting, Collection<UUID> ids);

    /** New identities, before the draft that uses them is written. */
    @Modifying
    @Query(
            value = "insert into agenda_item (id, meeting_id) select unnest(cast(:ids as uuid[])), :meeting",
            nativeQuery = true)
    void identify(UUID meeting, UUID[] ids);

    /** The order of a draft that is written, in one statement however many rows it shifts. */
    @Modifying
    @Query(value = """
                    update agenda_draft_item d set position = p.place - 1
                      from unnest(cast(:ids as uuid[])) with ordinality p (id, place)
                     where d.meeting_id = :meeting and d.item_id = p.id and d.position <> p.place - 1""", nativeQuery = true)
    void place(UUID meeting, UUID[] ids);

    void flush();
}
