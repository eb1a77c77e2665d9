package org.rostrum.local;

import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Scope;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.AgendaEntry;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.AgendaPublications;
import org.rostrum.agendas.AgendaRun;
import org.rostrum.agendas.Allocations;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.NowDiscussing;
import org.rostrum.agendas.Outline;
import org.rostrum.agendas.OutlineRow;
import org.rostrum.agendas.PublishedAgenda;
import org.rostrum.agendas.StayId;
import org.rostrum.agendas.outputs.AgendaDocuments;
import org.rostrum.agendas.outputs.AgendaFilings;
import org.rostrum.contributions.ChangeCategory;
import org.rostrum.contributions.ContributionId;
import org.rostrum.contributions.ContributionType;
import org.rostrum.contributions.Contributions;
import org.rostrum.contributions.Decision;
import org.rostrum.contributions.Dispositions;
import org.rostrum.contributions.Dispositions.Seen;
import org.rostrum.contributions.Drafts;
import org.rostrum.contributions.LiaisonDirection;
import org.rostrum.contributions.Objections;
import org.rostrum.contributions.Outcome;
import org.rostrum.contributions.Particulars.ChangeRequest;
import org.rostrum.contributions.Particulars.LiaisonStatement;
import org.rostrum.contributions.Particulars.WorkItem;
import org.rostrum.contributions.Purpose;
import org.rostrum.contributions.Reservation;
import org.rostrum.contributions.SignatureKind;
import org.rostrum.contributions.SignatureView;
import org.rostrum.contributions.Signatures;
import org.rostrum.contributions.SpecificationId;
import org.rostrum.contributions.Specifications;
import org.rostrum.contributions.Submissions;
import org.rostrum.discussions.Discussions;
import org.rostrum.discussions.NewMessage;
import org.rostrum.discussions.ThreadId;
import org.rostrum.discussions.Threads;
import org.rostrum.local.SampleMeetings.Sample;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.Meetings;
import org.rostrum.organizations.PersonId;
import org.rostrum.rooms.RoomId;
import org.rostrum.testing.Cast;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the invented people did in their meetings, told through the portal's own services, in the order it happened. */
final class SampleStory {

    private static final String CORE = "OMA-TS-LightweightM2M_Core-V1_2_2";

    private final Viewers viewers;
    private final Meetings meetings;
    private final AgendaDrafts drafts;
    private final AgendaPublications publications;
    private final AgendaRun run;
    private final Allocations allocations;
    private final AgendaFilings filings;
    private final AgendaDocuments documents;
    private final Submissions submissions;
    private final Signatures signatures;
    private final Contributions contributions;
    private final Dispositions dispositions;
    private final Objections objections;
    private final Drafts circulating;
    private final Specifications specifications;
    private final Discussions discussions;
    private final Threads threads;
    private final JdbcClient jdbc;
    private final EntityManager entities;

    SampleStory(
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
            JdbcClient jdbc,
            EntityManager entities) {
        this.viewers = viewers;
        this.meetings = meetings;
        this.drafts = drafts;
        this.publications = publications;
        this.run = run;
        this.allocations = allocations;
        this.filings = filings;
        this.documents = documents;
        this.submissions = submissions;
        this.signatures = signatures;
        this.contributions = contributions;
        this.dispositions = dispositions;
        this.objections = objections;
        this.circulating = circulating;
        this.specifications = specifications;
        this.discussions = discussions;
        this.threads = threads;
        this.jdbc = jdbc;
        this.entities = entities;
    }

    void tell() {
        pastMeeting();
        currentMeeting();
        cityMeeting();
        draft(
                Sample.UPCOMING,
                Cast.CARLA,
                row(0, "Opening and IPR call", 15),
                row(0, "Approval of the agenda", 5),
                row(0, "Actions of the Exampleville meeting", 20),
                row(0, "Change requests", 180),
                row(0, "Plan to the next release", 60),
                row(0, "Close", null));
    }

    private void pastMeeting() {
        var time = new RoomTime(jdbc, entities, Sample.PAST.room());
        Instant start = Sample.PAST.startsAt();
        time.at(
                before(start, 9),
                () -> publish(
                        Sample.PAST,
                        Cast.CARLA,
                        "",
                        row(0, "Opening and IPR call", 10),
                        row(0, "Open actions", 40),
                        row(0, "Preparation of Exampleville", 60),
                        row(0, "Close", null)));
        fileAgenda(time, Sample.PAST, before(start, 9));
        time.at(start.plus(2, ChronoUnit.MINUTES), () -> say(Sample.PAST, Cast.CARLA, null, """
                Good afternoon. The IPR call was made; nobody had anything to declare."""));
        time.at(start.plus(95, ChronoUnit.MINUTES), () -> say(Sample.PAST, Cast.SEKRA, null, """
                Three actions closed, one carried over to Exampleville: **firmware rollback**, on Victor."""));
        time.settle();
    }

    private void cityMeeting() {
        var time = new RoomTime(jdbc, entities, Sample.CITY.room());
        time.at(
                yesterdayAt(15, 5),
                () -> publish(
                        Sample.CITY,
                        Cast.VICTOR,
                        "",
                        row(0, "Opening", 5),
                        row(0, "Street light objects, second reading", 90),
                        row(0, "Close", null)));
        fileAgenda(time, Sample.CITY, yesterdayAt(15, 5));
        time.at(
                yesterdayAt(16, 40),
                () -> say(
                        Sample.CITY,
                        Cast.DEVI,
                        null,
                        "I shall bring figures from two thousand lamps that do not exist."));
        time.settle();
    }

    private void currentMeeting() {
        var time = new RoomTime(jdbc, entities, Sample.CURRENT.room());
        Instant start = Sample.CURRENT.startsAt();
        // The services judge lateness by the present: until the story gets there, the deadline lies ahead.
        deadline(Instant.now().plus(1, ChronoUnit.DAYS));

        PublishedAgenda agenda = agenda(time, before(start, 21));
        List<ContributionId> inTime = contributions(time, agenda, start);
        ContributionId retryTimer = inTime.get(2);
        ContributionId backOff = inTime.get(3);
        ContributionId firmware = inTime.get(5);

        time.at(before(start, 9), () -> say(Sample.CURRENT, Cast.DEVI, retryTimer.value(), """
                The fixed timer of *60 s* is what takes our head end down after every power cut: a whole district
                comes back in the same second. Please see my back-off proposal, they touch the same paragraph."""));
        time.at(before(start, 8), () -> say(Sample.CURRENT, Cast.DANA, retryTimer.value(), """
                Agreed that they belong together. I take your formula into R01:

                    delay = min(cap, base * 2^attempt) + random(0, base)

                and keep the default of `base = 60`."""));

        allocate(time, inTime, start);
        deadline(Sample.CURRENT.deadline());
        time.at(
                before(start, 4),
                () -> submit(
                        reserve(
                                Cast.EDDA,
                                new Reservation(
                                        ContributionType.CR,
                                        Purpose.AGREEMENT,
                                        "Editorial corrections",
                                        "Wrong references and two missing articles.",
                                        null,
                                        item(agenda, "7"),
                                        specification(CORE),
                                        change(
                                                "6.2, 6.4.1",
                                                ChangeCategory.CLERICAL,
                                                "A reference leads to the wrong section, and articles are missing.",
                                                "Readers look in the wrong section."))),
                        Cast.EDDA,
                        SampleFile.word("corrections", """
                        Editorial corrections
                        Section 6.2: for "see 8.1.4" read "see 8.1.3".
                        Section 6.4.1: "a Object" should be "an Object", twice.""")));
        time.at(before(start, 2), () -> submit(retryTimer, Cast.DANA, SampleFile.word("retry-timer-r1", """
                Bootstrap retry timer (revision 1)
                The delay before a further attempt doubles with each attempt, up to a cap.
                delay = min(cap, base * 2^attempt)""")));

        Instant opening = start.plus(90, ChronoUnit.MINUTES);
        time.at(opening, () -> discuss(agenda, "1"));
        time.at(opening.plus(4, ChronoUnit.MINUTES), () -> say(Sample.CURRENT, Cast.CARLA, null, """
                Welcome to Exampleville, and to those on the line. We follow the agenda as published; **7.1 comes first
                after the break** because Devi has to leave early."""));
        time.at(
                opening.plus(6, ChronoUnit.MINUTES),
                () -> say(Sample.CURRENT, Cast.IPSI, null, "Audio is good here. Could the slides be a little larger?"));
        time.at(opening.plus(9, ChronoUnit.MINUTES), () -> discuss(agenda, "2"));
        time.at(opening.plus(11, ChronoUnit.MINUTES), () -> say(Sample.CURRENT, Cast.CARLA, item(agenda, "2"), """
                IPR call made at the opening of the meeting. No declarations. The antitrust reminder was read."""));
        time.at(opening.plus(15, ChronoUnit.MINUTES), () -> discuss(agenda, "3"));
        time.at(
                opening.plus(19, ChronoUnit.MINUTES),
                () -> say(Sample.CURRENT, Cast.SEKRA, item(agenda, "3"), "Agenda approved without changes."));
        time.at(opening.plus(21, ChronoUnit.MINUTES), () -> discuss(agenda, "4"));
        time.at(opening.plus(29, ChronoUnit.MINUTES), () -> discuss(agenda, "5"));
        time.at(opening.plus(48, ChronoUnit.MINUTES), () -> discuss(agenda, "6"));
        time.at(opening.plus(52, ChronoUnit.MINUTES), () -> say(Sample.CURRENT, Cast.VICTOR, item(agenda, "6"), """
                The meter people ask two things: a profile name, and whether 1.2.2 is stable. I can draft the reply."""));

        repliesToTheMeterPeople(time, agenda, inTime.get(8), opening);

        time.at(opening.plus(95, ChronoUnit.MINUTES), this::closesForTheDay);
        time.at(earlierToday(170), () -> say(Sample.CURRENT, Cast.VICTOR, firmware.value(), """
                What we see in the field, in this order:

                1. *Downloading* that never ends
                2. *Downloaded*, then a reboot back to *Idle*
                3. *Updating* with no result at all

                Only the third needs new text."""));
        time.at(earlierToday(150), () -> say(Sample.CURRENT, Cast.IPSI, firmware.value(), """
                For the record: our clients report 2 as well, about one in nine hundred."""));
        decidesThisMorning(time, inTime);
        time.at(earlierToday(95), () -> submit(retryTimer, Cast.DANA, SampleFile.word("retry-timer-r2", """
                Bootstrap retry timer (revision 2)
                The delay before a further attempt doubles with each attempt, up to a cap, with a random part.
                delay = min(cap, base * 2^attempt) + random(0, base)
                The default of base is 60 seconds, the default of cap is one hour.""")));
        time.at(earlierToday(80), () -> say(Sample.CURRENT, Cast.DEVI, retryTimer.value(), """
                R02 has all I asked for. I would be fine with merging mine into it."""));
        time.at(earlierToday(74), () -> say(Sample.CURRENT, Cast.EDDA, backOff.value(), """
                If this is merged: please keep the note about clients without a random source, it is not in R02."""));
        time.at(earlierToday(40), () -> say(Sample.CURRENT, Cast.DANA, item(agenda, "7.1"), """
                Ready whenever the chair is. Two minutes are enough for the difference between R01 and R02."""));
        time.at(earlierToday(12), () -> discuss(agenda, "7.1"));
        decidesNow(time, retryTimer, backOff);
        time.settle();
    }

    private void repliesToTheMeterPeople(RoomTime time, PublishedAgenda agenda, ContributionId asked, Instant opening) {
        List<ContributionId> reply = new ArrayList<>();
        time.at(opening.plus(70, ChronoUnit.MINUTES), () -> {
            ContributionId id = reserve(
                    Cast.VICTOR,
                    new Reservation(
                            ContributionType.LS,
                            Purpose.APPROVAL,
                            "Reply on meter profiles",
                            "Names the profile; 1.2.2 is stable.",
                            "DMSO",
                            item(agenda, "11"),
                            null,
                            new LiaisonStatement(
                                    LiaisonDirection.OUT, "DMSO", "Imaginary Metering Forum", "", "", null, "", null)));
            submit(id, Cast.VICTOR, SampleFile.word("reply-meter-profiles", """
                    Reply on meter profiles
                    To: Imaginary Metering Forum. From: DMSO.
                    The profile is called Meter 1. Version 1.2.2 is stable."""));
            reply.add(id);
        });
        time.at(
                opening.plus(85, ChronoUnit.MINUTES),
                () -> decide(Cast.SEKRA, asked, 0, Decision.repliedBy(reply.getFirst())));
    }

    private void decidesThisMorning(RoomTime time, List<ContributionId> inTime) {
        ContributionId retryTimer = inTime.get(2);
        ContributionId observing = inTime.get(4);
        time.at(earlierToday(145), () -> decide(Cast.SEKRA, inTime.get(5), 0, Decision.of(Outcome.NOTED)));
        time.at(
                earlierToday(140),
                () -> decide(
                        Cast.CARLA,
                        inTime.get(6),
                        0,
                        Decision.of(
                                Outcome.CONDITIONALLY_AGREED, "The editor checks the result codes of section 5.1.")));
        time.at(
                earlierToday(130),
                () -> decide(
                        Cast.CARLA,
                        observing,
                        0,
                        Decision.of(Outcome.REVISED, "Say what a client does that has one notification under way.")));
        time.at(earlierToday(120), () -> submit(observing, Cast.IPSI, SampleFile.word("observe-cancel-r1", """
                Cancelling an observation (revision 1)
                After the cancellation has been acknowledged, a client sends no further notification but the one
                that is under way.""")));
        time.at(earlierToday(115), () -> decide(Cast.CARLA, observing, 1, Decision.of(Outcome.AGREED)));
        time.at(earlierToday(112), () -> decide(Cast.CARLA, inTime.get(12), 0, Decision.postponedTo(null)));
        time.at(
                earlierToday(105),
                () -> decide(Cast.CARLA, retryTimer, 1, Decision.of(Outcome.REVISED, "With the random part.")));
    }

    /** What the room is on: one objects, and drafts circulate that would meet it. */
    private void decidesNow(RoomTime time, ContributionId retryTimer, ContributionId backOff) {
        MeetingId meeting = new MeetingId(Sample.CURRENT.id());
        time.at(earlierToday(11), () -> dispositions.open(meeting, List.of(retryTimer), null, viewer(Cast.CARLA)));
        time.at(earlierToday(9), () -> decide(Cast.CARLA, backOff, 0, Decision.mergedInto(retryTimer)));
        time.at(
                earlierToday(7),
                () -> objections.raise(
                        retryTimer,
                        2,
                        "The note about clients without a random source is missing: ours have none.",
                        viewer(Cast.EDDA)));
        time.at(earlierToday(5), () -> draft(retryTimer, Cast.DEVI, "With the note of mine that Edda misses.", """
                        Bootstrap retry timer (draft)
                        delay = min(cap, base * 2^attempt) + random(0, base)
                        Note: a client without a random source takes the last digits of its endpoint name."""));
        time.at(earlierToday(3), () -> draft(retryTimer, Cast.DANA, "The same, and what a digit is.", """
                        Bootstrap retry timer (draft)
                        delay = min(cap, base * 2^attempt) + random(0, base)
                        Note: a client without a random source takes the last three decimal digits of its endpoint name,
                        or of its length where it has none."""));
    }

    private void draft(ContributionId id, Cast person, String note, String text) {
        SampleFile file = SampleFile.word("draft", text);
        circulating.upload(id, file.name(), file.content(), note, null, viewer(person));
    }

    private void decide(Cast person, ContributionId id, int revision, Decision decision) {
        dispositions.decide(
                new MeetingId(Sample.CURRENT.id()), List.of(new Seen(id, revision)), decision, null, viewer(person));
    }

    /** As the chair does, who sees what the room is on. */
    private void discuss(PublishedAgenda agenda, String number) {
        MeetingId id = new MeetingId(Sample.CURRENT.id());
        StayId now = run.now(id).map(NowDiscussing::stay).orElse(null);
        run.open(id, viewer(Cast.CARLA), new AgendaItemId(item(agenda, number)), now);
    }

    private void closesForTheDay() {
        MeetingId id = new MeetingId(Sample.CURRENT.id());
        run.close(id, viewer(Cast.CARLA), run.now(id).map(NowDiscussing::stay).orElse(null));
    }

    private PublishedAgenda agenda(RoomTime time, Instant published) {
        List<PublishedAgenda> agenda = new ArrayList<>();
        time.at(
                published,
                () -> agenda.add(publish(
                        Sample.CURRENT,
                        Cast.CARLA,
                        "As discussed on the interim call.",
                        row(0, "Opening", 10),
                        row(0, "IPR call and antitrust reminder", 5),
                        row(0, "Approval of the agenda", 5),
                        row(0, "Minutes of the last meeting", 10),
                        row(0, "Actions", 20),
                        row(0, "Incoming liaison statements", 30),
                        row(0, "Change requests", null),
                        row(1, "Bootstrap", 60),
                        row(1, "Observe", 45),
                        row(1, "Firmware", 90),
                        row(0, "New work", 45),
                        row(0, "TestFest feedback", 40),
                        row(0, "Outgoing liaison statements", 20),
                        row(0, "Block approval", 15),
                        row(0, "Next meeting", 10),
                        row(0, "Close", null))));
        return agenda.getFirst();
    }

    /** Dated first, because the document says when its version was published. */
    private void fileAgenda(RoomTime time, Sample meeting, Instant moment) {
        time.settle();
        time.at(moment, () -> filings.fileWhatWaits(new MeetingId(meeting.id())));
    }

    private void supports(ContributionId id, Cast delegate) {
        SignatureView asked = signatures
                .ask(
                        id,
                        SignatureKind.SUPPORT,
                        Objects.requireNonNull(delegate.company()).title(),
                        null,
                        viewer(Cast.VICTOR))
                .getLast();
        signatures.sign(id, asked.id(), null, viewer(delegate));
    }

    private static ChangeRequest change(String clauses, ChangeCategory category, String reason, String consequences) {
        return new ChangeRequest(clauses, category, reason, "", consequences);
    }

    /** Those that came in time, in the order of their numbers. */
    private List<ContributionId> contributions(RoomTime time, PublishedAgenda agenda, Instant start) {
        List<ContributionId> all = new ArrayList<>();
        fileAgenda(time, Sample.CURRENT, before(start, 21));
        all.add(documents.of(agenda.meeting(), agenda.version()).orElseThrow().contribution());
        time.at(before(start, 19), () -> {
            ContributionId id = reserve(
                    Cast.SEKRA,
                    new Reservation(
                            ContributionType.MINS,
                            Purpose.APPROVAL,
                            "Minutes of the DMSO interim call",
                            "",
                            "DMSO secretary",
                            item(agenda, "4"),
                            null));
            submit(id, Cast.SEKRA, SampleFile.word("minutes", """
                    Minutes of the DMSO interim call
                    The IPR call was made; there were no declarations.
                    Three actions were closed. Firmware rollback is carried over to Exampleville."""));
            all.add(id);
        });
        time.at(before(start, 18), () -> {
            ContributionId id = reserve(
                    Cast.DANA,
                    new Reservation(
                            ContributionType.CR,
                            Purpose.AGREEMENT,
                            "Bootstrap retry timer",
                            "A client that fails to bootstrap tries again after a delay that grows, instead of at once.",
                            null,
                            item(agenda, "7.1"),
                            specification(CORE),
                            change(
                                    "6.2",
                                    ChangeCategory.BUG_FIX,
                                    "After a power cut all clients of a district come back in the same second.",
                                    "Head ends go down with every power cut.")));
            submit(id, Cast.DANA, SampleFile.word("retry-timer", """
                    Bootstrap retry timer
                    A client that fails to bootstrap waits for 60 seconds before it tries again."""));
            all.add(id);
        });
        time.at(before(start, 16), () -> {
            ContributionId id = reserve(
                    Cast.DEVI,
                    new Reservation(
                            ContributionType.CR,
                            Purpose.AGREEMENT,
                            "Back-off for bootstrap retries",
                            "Meters of one district must not come back in the same second.",
                            null,
                            item(agenda, "7.1"),
                            specification(CORE),
                            change(
                                    "6.2, 6.3",
                                    ChangeCategory.MAJOR_CHANGE,
                                    "A fixed delay keeps meters in step with one another.",
                                    "Each retry is as large as the first.")));
            submit(id, Cast.DEVI, SampleFile.word("back-off", """
                    Back-off for bootstrap retries
                    delay = min(cap, base * 2^attempt) + random(0, base)
                    Note: a client without a random source takes the last digits of its endpoint name."""));
            all.add(id);
        });
        time.at(before(start, 15), () -> {
            ContributionId id = reserve(
                    Cast.IPSI,
                    new Reservation(
                            ContributionType.CR,
                            Purpose.AGREEMENT,
                            "Cancelling an observation",
                            "What a server may expect after it has cancelled an observation of a whole object.",
                            null,
                            item(agenda, "7.2"),
                            specification(CORE),
                            change(
                                    "8.2",
                                    ChangeCategory.BUG_FIX,
                                    "The text does not say what comes after a cancellation.",
                                    "Clients differ, and servers wait for what never comes.")));
            submit(id, Cast.IPSI, SampleFile.word("observe-cancel", """
                    Cancelling an observation
                    After the cancellation has been acknowledged, a client sends no further notification."""));
            all.add(id);
        });
        time.at(before(start, 14), () -> {
            ContributionId id = reserve(
                    Cast.DEVI,
                    new Reservation(
                            ContributionType.INP,
                            Purpose.DISCUSSION,
                            "Firmware update states seen in the field",
                            "",
                            null,
                            item(agenda, "7.3"),
                            null));
            submit(id, Cast.DEVI, SampleFile.pdf("firmware-states", """
                    Firmware update states seen in the field
                    Idle, Downloading, Downloaded, Updating: what 40,000 meters reported.
                    One in nine hundred falls from Downloaded back to Idle."""));
            all.add(id);
        });
        time.at(before(start, 13), () -> {
            ContributionId id = reserve(
                    Cast.VICTOR,
                    new Reservation(
                            ContributionType.CR,
                            Purpose.AGREEMENT,
                            "Rollback after a failed firmware update",
                            "",
                            "Fictel Networks, Lorem Devices",
                            item(agenda, "7.3"),
                            specification("OMA-ERP-LWM2M_Firmware_Update-V1_1"),
                            change(
                                    "5.1",
                                    ChangeCategory.NEW_FUNCTIONALITY,
                                    "A device that cannot start its new image is lost.",
                                    "Somebody has to visit each such device.")));
            submit(id, Cast.VICTOR, SampleFile.word("rollback", """
                    Rollback after a failed firmware update
                    A device that cannot start the new image starts the former one and reports result 8."""));
            signatures.sign(
                    id,
                    signatures
                            .of(contributions.require(id, viewer(Cast.EDDA)))
                            .getFirst()
                            .id(),
                    "We wrote half of it.",
                    viewer(Cast.EDDA));
            all.add(id);
        });
        time.at(before(start, 12), () -> {
            ContributionId id = reserve(
                    Cast.VICTOR,
                    new Reservation(
                            ContributionType.WID,
                            Purpose.APPROVAL,
                            "Delta firmware update",
                            "New work: an image that holds only what changed.",
                            null,
                            item(agenda, "8"),
                            null,
                            new WorkItem(
                                    "An image that holds only what changed, for devices on narrow links.",
                                    "LWM2M_Firmware_Update",
                                    null,
                                    "Victor Fictel")));
            submit(id, Cast.VICTOR, SampleFile.word("delta-update", """
                    Work item description: delta firmware update
                    Supporting members: Nowhere Metering, Lorem Devices."""));
            supports(id, Cast.DEVI);
            supports(id, Cast.EDDA);
            signatures.ask(id, SignatureKind.SUPPORT, Cast.Company.EXAMPLECOM.title(), null, viewer(Cast.VICTOR));
            all.add(id);
        });
        time.at(before(start, 11), () -> {
            ContributionId id = reserve(
                    Cast.SEKRA,
                    new Reservation(
                            ContributionType.LS,
                            Purpose.ACTION,
                            "Meter profiles",
                            "Incoming: asks for a profile name and for the state of version 1.2.2.",
                            "Imaginary Metering Forum",
                            item(agenda, "6"),
                            null,
                            new LiaisonStatement(
                                    LiaisonDirection.IN,
                                    "Imaginary Metering Forum",
                                    "DMSO",
                                    "",
                                    "IMF-LS-2026-14",
                                    null,
                                    "Name a profile for meters, and say whether 1.2.2 is stable.",
                                    null)));
            submit(id, Cast.SEKRA, SampleFile.pdf("meter-profiles", """
                    Liaison statement from the Imaginary Metering Forum
                    To: DMSO. Subject: meter profiles.
                    We ask for a profile name and for the state of version 1.2.2."""));
            all.add(id);
        });
        time.at(before(start, 10), () -> {
            ContributionId id = reserve(
                    Cast.IPSI,
                    new Reservation(
                            ContributionType.CR,
                            Purpose.AGREEMENT,
                            "Shorter default lifetime",
                            "",
                            null,
                            item(agenda, "7.1"),
                            specification(CORE),
                            change(
                                    "5.3.1",
                                    ChangeCategory.MAJOR_CHANGE,
                                    "A day is long for devices that vanish.",
                                    "Servers keep registrations of devices that are gone.")));
            submit(id, Cast.IPSI, SampleFile.markdown("lifetime", """
                    # Shorter default lifetime

                    The default lifetime of a registration becomes 3600 seconds.
                    """));
            all.add(id);
        });
        time.at(before(start, 9).minus(2, ChronoUnit.HOURS), () -> {
            ContributionId id = reserve(
                    Cast.ADA,
                    new Reservation(
                            ContributionType.REP,
                            Purpose.INFORMATION,
                            "Findings of the test event",
                            "",
                            "Test staff",
                            item(agenda, "9"),
                            null));
            submit(id, Cast.ADA, SampleFile.pdf("findings", """
                    Findings of the test event
                    12 clients, 7 servers, 64 test cases.
                    Two ambiguities in the bootstrap chapter, one in observe."""));
            all.add(id);
        });
        time.at(
                before(start, 9).minus(1, ChronoUnit.HOURS),
                () -> dispositions.withdraw(all.get(9), viewer(Cast.IPSI)));
        time.at(
                before(start, 9).minus(30, ChronoUnit.MINUTES),
                () -> all.add(reserve(
                        Cast.IPSI,
                        new Reservation(
                                ContributionType.DISC,
                                Purpose.DISCUSSION,
                                "Lifetime of security credentials",
                                "Paper to follow.",
                                null,
                                item(agenda, "8"),
                                null))));
        time.at(before(start, 9).minus(20, ChronoUnit.MINUTES), () -> {
            ContributionId id = reserve(
                    Cast.DANA,
                    new Reservation(
                            ContributionType.INP,
                            Purpose.DISCUSSION,
                            "Queue mode behind gateways",
                            "What a gateway answers for a device that sleeps.",
                            null,
                            item(agenda, "7.2"),
                            null));
            submit(id, Cast.DANA, SampleFile.pdf("queue-mode", """
                    Queue mode behind gateways
                    A gateway answers for a device that sleeps, or says until when it does."""));
            all.add(id);
        });
        return all;
    }

    /**
     * The chair follows the authors, but for new work, and treats the two on retries together. What comes later waits, and
     * the agenda itself needs no place on it.
     */
    private void allocate(RoomTime time, List<ContributionId> inTime, Instant start) {
        MeetingId meeting = new MeetingId(Sample.CURRENT.id());
        // Not the agenda itself, which needs no place; nor the new work, what was withdrawn, and what has no file.
        List<ContributionId> placed =
                Stream.of(1, 2, 3, 4, 5, 6, 8, 10, 12).map(inTime::get).toList();
        time.at(before(start, 6), () -> allocations.accept(meeting, viewer(Cast.CARLA), placed, null));
        time.at(
                before(start, 6).plus(2, ChronoUnit.MINUTES),
                () -> allocations.together(
                        meeting, viewer(Cast.CARLA), inTime.subList(2, 4), "Bootstrap retries", null));
    }

    private void deadline(Instant at) {
        jdbc.sql("update meeting set contribution_deadline = ? where id = ?")
                .params(Timestamp.from(at), Sample.CURRENT.id())
                .update();
    }

    private Viewer viewer(Cast person) {
        return viewers.person(new PersonId(person.id()), EnumSet.allOf(Scope.class))
                .orElseThrow();
    }

    private static OutlineRow row(int depth, String title, @Nullable Integer minutes) {
        return new OutlineRow(null, depth, ItemKind.NORMAL, title, null, minutes, null);
    }

    private int draft(Sample meeting, Cast chair, OutlineRow... rows) {
        return drafts.save(new MeetingId(meeting.id()), viewer(chair), 0, Outline.of(List.of(rows)))
                .draft()
                .revision();
    }

    private PublishedAgenda publish(Sample meeting, Cast chair, String note, OutlineRow... rows) {
        int revision = draft(meeting, chair, rows);
        return publications.publish(new MeetingId(meeting.id()), viewer(chair), revision, note, null);
    }

    private static UUID item(PublishedAgenda agenda, String number) {
        return agenda.items().stream()
                .filter(item -> item.number().equals(number))
                .map(AgendaEntry::id)
                .findFirst()
                .orElseThrow()
                .value();
    }

    private SpecificationId specification(String fileName) {
        return specifications
                .find(Specifications.Filter.text(fileName), 1)
                .rows()
                .getFirst()
                .id();
    }

    private ContributionId reserve(Cast author, Reservation asked) {
        return submissions
                .reserve(new MeetingId(Sample.CURRENT.id()), asked, null, viewer(author))
                .id();
    }

    private void submit(ContributionId id, Cast author, SampleFile file) {
        submissions.upload(id, file.name(), file.content(), null, viewer(author));
    }

    /** @param subject the agenda item or contribution; null for the meeting's own thread */
    private void say(Sample meeting, Cast person, @Nullable UUID subject, String text) {
        Viewer viewer = viewer(person);
        entities.flush();
        ThreadId thread = subject == null
                ? null
                : threads.list(meetings.require(new MeetingId(meeting.id()), viewer)).stream()
                        .filter(each -> subject.equals(each.subject()))
                        .findFirst()
                        .orElseThrow()
                        .id();
        discussions.post(
                viewer,
                new RoomId(meeting.room()),
                NewMessage.of(thread, text.strip()),
                UUID.randomUUID().toString());
    }

    private static Instant before(Instant start, int days) {
        return start.minus(days, ChronoUnit.DAYS).plus(Duration.ofMinutes(37 * (days % 7L)));
    }

    /** Minutes ago, but after what was said when the meeting opened. */
    private static Instant earlierToday(long minutes) {
        Instant moment = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(minutes, ChronoUnit.MINUTES);
        Instant opened = Sample.CURRENT.startsAt().plus(4, ChronoUnit.HOURS);
        return moment.isBefore(opened) ? opened : moment;
    }

    private static Instant yesterdayAt(int hour, int minute) {
        return Sample.CURRENT.firstDay().atTime(hour, minute).toInstant(ZoneOffset.UTC);
    }
}
