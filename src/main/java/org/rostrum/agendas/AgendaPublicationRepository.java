package org.rostrum.agendas;

import org.springframework.data.repository.Repository;

interface AgendaPublicationRepository extends Repository<AgendaPublication, AgendaPublication.Key> {

    AgendaPublication save(AgendaPublication publication);
}
