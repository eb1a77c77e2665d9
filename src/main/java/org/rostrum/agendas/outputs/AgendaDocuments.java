package org.rostrum.agendas.outputs;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.PublishedAgenda;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionNumber;
import org.rostrum.contributions.ContributionType;
import org.rostrum.meetings.MeetingId;
import org.rostrum.shared.BodySettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The numbered documents that versions of agendas were filed as, and the files there are beside them: for pages. */
@Service("agendaDocuments")
public class AgendaDocuments {

    private final JdbcClient jdbc;
    private final BodySettings body;

    AgendaDocuments(JdbcClient jdbc, BodySettings body) {
        this.jdbc = jdbc;
        this.body = body;
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
                        select c.id, f.revision, g.code, c.year, c.serial, c.title
                          from agenda_filing f
                          join contribution c on c.id = f.contribution_id
                          join working_group g on g.id = c.group_id
                         where f.meeting_id = :meeting and f.version = :version""")
                .param("meeting", meeting.value())
                .param("version", version)
                .query((row, n) -> {
                    int revision = row.getInt("revision");
                    ContributionNumber number = new ContributionNumber(
                            body.prefix(), row.getString("code"), row.getInt("year"), row.getInt("serial"));
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
