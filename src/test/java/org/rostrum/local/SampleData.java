package org.rostrum.local;

import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.EnumSet;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewers;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.AgendaPublications;
import org.rostrum.agendas.AgendaRun;
import org.rostrum.agendas.Allocations;
import org.rostrum.agendas.outputs.AgendaDocuments;
import org.rostrum.agendas.outputs.AgendaFilings;
import org.rostrum.calendars.imports.TimetableImports;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Dispositions;
import org.rostrum.contributions.Drafts;
import org.rostrum.contributions.LatePasses;
import org.rostrum.contributions.Objections;
import org.rostrum.contributions.Signatures;
import org.rostrum.contributions.SpecificationEntry;
import org.rostrum.contributions.Specifications;
import org.rostrum.contributions.Submissions;
import org.rostrum.discussions.Discussions;
import org.rostrum.discussions.Threads;
import org.rostrum.meetings.Meetings;
import org.rostrum.minutes.Actions;
import org.rostrum.organizations.PersonId;
import org.rostrum.testing.Body;
import org.rostrum.testing.Cast;
import org.rostrum.timetables.TimetableDrafts;
import org.rostrum.timetables.TimetablePublications;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the local run's portal has in it before its port opens. It comes in one transaction, so that a start that was cut
 * short leaves nothing half told; starting again adds nothing twice.
 */
final class SampleData implements SmartInitializingSingleton {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Specifications specifications;
    private final Viewers viewers;
    private final TimetableImports imports;
    private final TimetableDrafts timetables;
    private final TimetablePublications timetablePublications;
    private final SampleStory story;
    private final SampleNotices notices;
    private final SampleActions actions;
    private final SampleTimetable timetable;

    SampleData(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            EntityManager entities,
            Viewers viewers,
            Meetings meetings,
            AgendaDrafts drafts,
            AgendaPublications publications,
            AgendaRun run,
            Allocations allocations,
            AgendaFilings filings,
            AgendaDocuments documents,
            Submissions submissions,
            Signatures signatures,
            Contributions contributions,
            Dispositions dispositions,
            Objections objections,
            Drafts circulating,
            Specifications specifications,
            Discussions discussions,
            Threads threads,
            TimetableImports imports,
            TimetableDrafts timetables,
            TimetablePublications timetablePublications,
            Actions actions,
            LatePasses passes,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.imports = imports;
        this.timetables = timetables;
        this.timetablePublications = timetablePublications;
        this.transaction = transaction;
        this.specifications = specifications;
        this.story = new SampleStory(
                viewers,
                meetings,
                drafts,
                publications,
                run,
                allocations,
                filings,
                documents,
                submissions,
                signatures,
                contributions,
                dispositions,
                objections,
                circulating,
                specifications,
                discussions,
                threads,
                jdbc,
                entities);
        this.notices = new SampleNotices(events, jdbc);
        this.actions = new SampleActions(actions, submissions, passes, viewers, jdbc);
        this.timetable = new SampleTimetable(timetables, timetablePublications, viewers, jdbc);
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            var meetings = new SampleMeetings(jdbc);
            var registrations = new SampleRegistrations(jdbc);
            if (meetings.exist()) {
                timetable.dateFromToday();
                meetings.dateFromToday();
                registrations.dateFromToday();
                return;
            }
            new OmaHistory(jdbc).load();
            specifications.importAll(Csv.rows("/oma/specifications.csv").stream()
                    .map(SampleData::specification)
                    .toList());
            Body body = new Body(jdbc);
            body.gathers();
            // Elsewhere a stranger; here known, and all the same of no member, so that she has a token like the others.
            body.joins(Cast.NORA);
            OmaHistory.krakowWeek(
                    jdbc,
                    imports,
                    timetables,
                    timetablePublications,
                    viewers.person(new PersonId(Cast.ADA.id()), EnumSet.allOf(Scope.class))
                            .orElseThrow());
            new SampleRegister(jdbc).fill();
            meetings.arrange();
            registrations.arrange();
            timetable.publish();
            story.tell();
            actions.give();
            notices.tell();
        });
    }

    private static SpecificationEntry specification(Csv.Row row) {
        String released = row.get("release_date");
        return new SpecificationEntry(
                row.require("enabler"),
                row.require("enabler_name"),
                row.require("document_type"),
                row.get("version"),
                row.get("status"),
                released == null ? null : LocalDate.parse(released),
                row.require("file_name"));
    }
}
