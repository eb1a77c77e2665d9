package org.rostrum.agendas.outputs;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.PublishedAgenda;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionNumber;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.Numbers;
import org.rostrum.meetings.MeetingId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The numbered documents that versions of agendas were filed as, and the files there are beside them: for pages. */
@Service("agendaDocuments")
public class AgendaDocuments {

    private final JdbcClient jdbc;
    private final Numbers numbers;

    AgendaDocuments(JdbcClient jdbc, Numbers numbers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
    }

    /**
     * A version's document.
     *
     * @param number with revision and type: OMA-DMSO-2026-0042R01-AGD
     * @param name of the document, without an extension
     */
    public record Document(ContributionId contribution, int revision, String number, String name) {}

    /** Empty until it is filed, which takes a moment after the publication. */
    public Optional<Document> of(MeetingId meeting, int version) {
        return jdbc.sql("""
                        select c.id, f.revision, c.number, c.year, c.serial, c.title
                          from agenda_filing f
                          join contribution c on c.id = f.contribution_id
                         where f.meeting_id = :meeting and f.version = :version""")
                .param("meeting", meeting.value())
                .param("version", version)
                .query((row, n) -> {
                    int revision = row.getInt("revision");
                    ContributionNumber number = numbers.of(row);
                    return new Document(
                            new ContributionId(row.getObject("id", UUID.class)),
                            revision,
                            number.numberOf(revision) + "-" + ContributionType.AGD.code(),
                            number.documentName(revision, ContributionType.AGD, row.getString("title")));
                })
                .optional();
    }

    public List<AgendaFormat> formats() {
        return List.of(AgendaFormat.values());
    }

    /** Whether somebody who sees this sees items that members do not. */
    public boolean hasInternalItems(PublishedAgenda agenda) {
        return agenda.items().stream().anyMatch(item -> item.kind() == ItemKind.INTERNAL);
    }
}
