package org.rostrum.access.web;

import static org.rostrum.access.Act.APPOINT;
import static org.rostrum.access.Act.APPROVE_MINUTES;
import static org.rostrum.access.Act.CALL_MEETING;
import static org.rostrum.access.Act.CONTRIBUTE;
import static org.rostrum.access.Act.DISCUSS;
import static org.rostrum.access.Act.EDIT_AGENDA;
import static org.rostrum.access.Act.FOLLOW;
import static org.rostrum.access.Act.INVITE_GUEST;
import static org.rostrum.access.Act.OBJECT;
import static org.rostrum.access.Act.PUBLISH_AGENDA;
import static org.rostrum.access.Act.READ;
import static org.rostrum.access.Act.RECORD_ATTENDANCE;
import static org.rostrum.access.Act.RECORD_DISPOSITION;
import static org.rostrum.access.Act.REVISE;
import static org.rostrum.access.Act.RUN_FLOOR;
import static org.rostrum.access.Act.TAKE_PART;
import static org.rostrum.access.Act.WITHDRAW;
import static org.rostrum.access.Act.WRITE_MINUTES;
import static org.rostrum.access.web.Audience.ADMITTED;
import static org.rostrum.access.web.Audience.KNOWN;
import static org.rostrum.access.web.Audience.PUBLIC;
import static org.rostrum.access.web.Audience.SIGNED_IN;
import static org.rostrum.access.web.Audience.STAFF;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.springframework.http.HttpMethod;

/**
 * Every route and its rule: an {@link Audience}, or an {@link Act} of the table "Who may do what" at the place that the
 * address names (Places). What is not listed is refused, to everybody; a test walks all handlers and fails for one that
 * has no line here. The first line that matches decides.
 */
public final class Routes {

    /** @param method null for every method */
    public record Route(@Nullable HttpMethod method, String pattern, Rule rule) {}

    private static Route get(String pattern, Audience audience) {
        return new Route(GET, pattern, audience);
    }

    private static Route get(String pattern, Act act) {
        return new Route(GET, pattern, new Rule.At(act));
    }

    /** For what programs ask about before they fetch it. */
    private static Route head(String pattern, Audience audience) {
        return new Route(HEAD, pattern, audience);
    }

    private static Route head(String pattern, Act act) {
        return new Route(HEAD, pattern, new Rule.At(act));
    }

    private static Route post(String pattern, Audience audience) {
        return new Route(POST, pattern, audience);
    }

    private static Route post(String pattern, Act act) {
        return new Route(POST, pattern, new Rule.At(act));
    }

    /** Pages. */
    public static final List<Route> PAGES = List.of(
            get("/css/**", PUBLIC),
            get("/js/**", PUBLIC),
            get("/v*/css/**", PUBLIC),
            get("/v*/js/**", PUBLIC),
            get("/webjars/**", PUBLIC),
            get("/favicon.svg", PUBLIC),
            // Everybody's, and the same for all: it holds no word of anybody.
            get("/service-worker.js", PUBLIC),
            get("/error", PUBLIC),
            get("/health", PUBLIC),
            get("/", PUBLIC),
            get("/schedule", PUBLIC),
            get("/events/{event}", PUBLIC),
            get("/groups", PUBLIC),
            get("/groups/{group}", PUBLIC),
            get("/groups/{group}/roles", APPOINT),
            post("/groups/{group}/roles", APPOINT),
            post("/groups/{group}/roles/endings", APPOINT),
            post("/groups/{group}/roles/undo", APPOINT),
            get("/specifications", PUBLIC),
            get("/specifications/{specification}", PUBLIC),
            get("/signed-out", PUBLIC),
            get("/sign-in", PUBLIC),
            get("/logout/connect/front-channel/{registration}", PUBLIC),
            post("/zone", PUBLIC),
            get("/no-membership", SIGNED_IN),
            post("/join-requests", SIGNED_IN),
            get("/staff", STAFF),
            post("/staff/undo", STAFF),
            get("/me", KNOWN),
            get("/me/acting", KNOWN),
            post("/me/organization/leaving", KNOWN),
            post("/me/organization/return", KNOWN),
            post("/me/writing", KNOWN),
            get("/me/data", KNOWN),
            post("/me/data", KNOWN),
            get("/me/sessions", KNOWN),
            post("/me/sessions/others/end", KNOWN),
            post("/me/sessions/{signIn}/end", KNOWN),
            get("/me/tokens", KNOWN),
            post("/me/tokens", KNOWN),
            post("/me/tokens/{token}/revocation", KNOWN),
            get("/staff/organizations", STAFF),
            post("/staff/organizations", STAFF),
            get("/staff/organizations/new", STAFF),
            get("/staff/organizations/{organization}", STAFF),
            get("/staff/organizations/{organization}/name", STAFF),
            post("/staff/organizations/{organization}/name", STAFF),
            get("/staff/organizations/{organization}/membership", STAFF),
            post("/staff/organizations/{organization}/membership", STAFF),
            post("/staff/organizations/{organization}/domains", STAFF),
            post("/staff/organizations/{organization}/domains/verification", STAFF),
            post("/staff/organizations/{organization}/domains/removal", STAFF),
            get("/staff/requests", STAFF),
            get("/staff/requests/{request}", STAFF),
            post("/staff/requests/{request}/approval", STAFF),
            post("/staff/requests/{request}/approval/new", STAFF),
            post("/staff/requests/{request}/refusal", STAFF),
            get("/staff/levels", STAFF),
            post("/staff/levels", STAFF),
            get("/staff/levels/new", STAFF),
            get("/staff/levels/{level}", STAFF),
            post("/staff/levels/{level}", STAFF),
            get("/staff/groups", STAFF),
            post("/staff/groups", STAFF),
            get("/staff/groups/new", STAFF),
            get("/staff/groups/{group}", STAFF),
            get("/staff/groups/{group}/edit", STAFF),
            post("/staff/groups/{group}/edit", STAFF),
            post("/staff/groups/{group}/closing", STAFF),
            post("/staff/groups/{group}/reopening", STAFF),
            get("/staff/people", STAFF),
            post("/staff/people", STAFF),
            get("/staff/people/new", STAFF),
            get("/staff/people/{person}", STAFF),
            get("/staff/people/{person}/name", STAFF),
            post("/staff/people/{person}/name", STAFF),
            get("/staff/people/{person}/organization", STAFF),
            post("/staff/people/{person}/organization", STAFF),
            post("/staff/people/{person}/leaving", STAFF),
            post("/staff/people/{person}/staff", STAFF),
            post("/staff/people/{person}/deactivation", STAFF),
            post("/staff/people/{person}/reactivation", STAFF),
            get("/staff/audit", STAFF),
            get("/staff/audit.csv", STAFF),
            get("/staff/imports", STAFF),
            post("/staff/imports", STAFF),
            get("/staff/imports/templates/{kind}", STAFF),
            get("/staff/imports/records/{kind}", STAFF),
            get("/staff/imports/{file}", STAFF),
            post("/staff/imports/{file}/application", STAFF),
            post("/staff/imports/{file}/undo", STAFF),
            get("/staff/people/{person}/acting", STAFF),
            post("/staff/people/{person}/acting", STAFF),
            post("/acting/end", SIGNED_IN),
            // --- events, meetings called
            get("/staff/events", STAFF),
            post("/staff/events", STAFF),
            get("/staff/events/new", STAFF),
            get("/staff/events/{event}", STAFF),
            get("/staff/events/{event}/edit", STAFF),
            post("/staff/events/{event}/edit", STAFF),
            get("/staff/events/{event}/cancellation", STAFF),
            post("/staff/events/{event}/cancellation", STAFF),
            post("/staff/events/{event}/reinstatement", STAFF),
            post("/staff/events/{event}/venue-rooms", STAFF),
            get("/staff/events/{event}/venue-rooms/{venueRoom}", STAFF),
            post("/staff/events/{event}/venue-rooms/{venueRoom}", STAFF),
            post("/staff/events/{event}/venue-rooms/{venueRoom}/move", STAFF),
            post("/staff/events/{event}/venue-rooms/{venueRoom}/removal", STAFF),
            post("/staff/events/{event}/timetable-expectation", STAFF),
            get("/groups/{group}/meetings/new", CALL_MEETING),
            post("/groups/{group}/meetings", CALL_MEETING),
            get("/meetings/{meeting}/edit", CALL_MEETING),
            post("/meetings/{meeting}/edit", CALL_MEETING),
            get("/meetings/{meeting}/cancellation", CALL_MEETING),
            post("/meetings/{meeting}/cancellation", CALL_MEETING),
            post("/meetings/{meeting}/reinstatement", CALL_MEETING),
            // --- schedule, event pages, my agenda
            get("/events/{event}/timetable", PUBLIC),
            get("/my-agenda", ADMITTED),
            post("/sessions/{session}/mark", ADMITTED),
            post("/sessions/{session}/mark/removal", ADMITTED),
            // --- timetable editor
            get("/events/{event}/timetable/versions/{version}", PUBLIC),
            get("/staff/events/{event}/timetable", STAFF),
            get("/staff/events/{event}/timetable/sessions/new", STAFF),
            post("/staff/events/{event}/timetable/sessions", STAFF),
            get("/staff/events/{event}/timetable/sessions/{session}", STAFF),
            post("/staff/events/{event}/timetable/sessions/{session}", STAFF),
            post("/staff/events/{event}/timetable/sessions/{session}/place", STAFF),
            post("/staff/events/{event}/timetable/sessions/{session}/cancellation", STAFF),
            post("/staff/events/{event}/timetable/sessions/{session}/restoration", STAFF),
            post("/staff/events/{event}/timetable/undo", STAFF),
            post("/staff/events/{event}/timetable/redo", STAFF),
            get("/staff/events/{event}/timetable/publications/new", STAFF),
            post("/staff/events/{event}/timetable/publications", STAFF),
            // --- registration, guests
            get("/events/{event}/registration", PUBLIC),
            post("/events/{event}/registration", ADMITTED),
            get("/events/{event}/registration/change", ADMITTED),
            post("/events/{event}/registration/withdrawal", ADMITTED),
            get("/events/{event}/registration/badge", ADMITTED),
            get("/events/{event}/registration/code.svg", ADMITTED),
            get("/events/{event}/participants", ADMITTED),
            get("/events/{event}/guests", ADMITTED),
            post("/events/{event}/guests", ADMITTED),
            post("/meetings/{meeting}/guests/{person}/revocation", INVITE_GUEST),
            get("/staff/events/{event}/registration", STAFF),
            post("/staff/events/{event}/registration", STAFF),
            get("/staff/events/{event}/registration/questions/new", STAFF),
            post("/staff/events/{event}/registration/questions", STAFF),
            get("/staff/events/{event}/registration/questions/{question}", STAFF),
            post("/staff/events/{event}/registration/questions/{question}", STAFF),
            post("/staff/events/{event}/registration/questions/{question}/moves", STAFF),
            post("/staff/events/{event}/registration/questions/{question}/removal", STAFF),
            post("/staff/events/{event}/registration/questions/{question}/return", STAFF),
            get("/staff/events/{event}/participants.csv", STAFF),
            get("/staff/events/{event}/registrations", STAFF),
            get("/staff/events/{event}/registrations/{person}", STAFF),
            post("/staff/events/{event}/registrations/{person}", STAFF),
            post("/staff/events/{event}/registrations/{person}/withdrawal", STAFF),
            // --- check-in, attendance
            get("/staff/events/{event}/check-in", STAFF),
            post("/staff/events/{event}/check-in", STAFF),
            post("/staff/events/{event}/check-in/leavings", STAFF),
            post("/staff/events/{event}/check-in/undo", STAFF),
            // On every badge: whoever opens it is told what it is, only staff whose.
            get("/check-in/{code}", PUBLIC),
            post("/check-in/{code}", STAFF),
            get("/staff/events/{event}/attendance", STAFF),
            get("/staff/events/{event}/attendance.csv", STAFF),
            get("/staff/events/{event}/attendance/correction", STAFF),
            post("/staff/events/{event}/attendance/correction", STAFF),
            post("/staff/events/{event}/attendance/removal", STAFF),
            get("/meetings/{meeting}/attendance", RECORD_ATTENDANCE),
            post("/meetings/{meeting}/attendance", RECORD_ATTENDANCE),
            get("/meetings/{meeting}/attendance/correction", RECORD_ATTENDANCE),
            post("/meetings/{meeting}/attendance/correction", RECORD_ATTENDANCE),
            post("/meetings/{meeting}/attendance/removal", RECORD_ATTENDANCE),
            get("/meetings/{meeting}/attendance/mine", FOLLOW),
            post("/meetings/{meeting}/attendance/mine", TAKE_PART),
            // --- calendars, timetable imports
            get("/calendar/schedule.ics", PUBLIC),
            head("/calendar/schedule.ics", PUBLIC),
            get("/calendar/events/{event}.ics", PUBLIC),
            head("/calendar/events/{event}.ics", PUBLIC),
            get("/calendar/groups/{group}.ics", PUBLIC),
            head("/calendar/groups/{group}.ics", PUBLIC),
            get("/calendar/people/{secret}.ics", PUBLIC),
            head("/calendar/people/{secret}.ics", PUBLIC),
            get("/events/{event}/timetable.csv", PUBLIC),
            get("/staff/events/{event}/imports", STAFF),
            post("/staff/events/{event}/imports", STAFF),
            get("/staff/events/{event}/imports/draft.csv", STAFF),
            get("/staff/events/{event}/imports/{file}", STAFF),
            post("/staff/events/{event}/imports/{file}/application", STAFF),
            get("/me/calendars", KNOWN),
            post("/me/calendars", KNOWN),
            post("/me/calendars/{link}/revocation", KNOWN),
            // --- notices
            get("/me/notices", KNOWN),
            get("/me/notices/{notice}", KNOWN),
            post("/me/notices/readings", KNOWN),
            post("/me/notices/mail", KNOWN),
            post("/staff/mail/tries", STAFF),
            post("/staff/mail/{mail}/tries", STAFF),
            get("/meetings/{meeting}", READ),
            get("/meetings/{meeting}/people", FOLLOW),
            post("/meetings/{meeting}/participation", TAKE_PART),
            post("/meetings/{meeting}/participation/withdrawal", TAKE_PART),
            get("/meetings/{meeting}/agenda", READ),
            get("/meetings/{meeting}/agenda/versions/latest", READ),
            get("/meetings/{meeting}/agenda/versions/{version}", READ),
            get("/meetings/{meeting}/agenda/draft", EDIT_AGENDA),
            post("/meetings/{meeting}/agenda/draft", EDIT_AGENDA),
            get("/meetings/{meeting}/agenda/publications/new", PUBLISH_AGENDA),
            post("/meetings/{meeting}/agenda/publications", PUBLISH_AGENDA),
            // --- agenda: draft, templates, pasting
            // --- agenda: versions, watching
            get("/meetings/{meeting}/agenda/changes", READ),
            post("/meetings/{meeting}/agenda/versions/{version}/restoration", EDIT_AGENDA),
            post("/meetings/{meeting}/agenda/restorations/undo", EDIT_AGENDA),
            post("/meetings/{meeting}/agenda/watch", TAKE_PART),
            post("/meetings/{meeting}/agenda/watch/removal", TAKE_PART),
            get("/meetings/{meeting}/agenda/versions/{version}/changes/latest", READ),
            get("/meetings/{meeting}/agenda/versions/{version}/changes/draft", EDIT_AGENDA),
            get("/meetings/{meeting}/agenda/versions/{version}/changes/{other}", READ),
            // --- agenda: allocation
            get("/meetings/{meeting}/agenda/allocation", EDIT_AGENDA),
            get("/meetings/{meeting}/agenda/allocation/parts", EDIT_AGENDA),
            post("/meetings/{meeting}/agenda/allocation", EDIT_AGENDA),
            post("/contributions/{contribution}/proposal", REVISE),
            // --- agenda: times, now discussing, the room's screen
            get("/meetings/{meeting}/agenda/now", READ),
            post("/meetings/{meeting}/agenda/now", RUN_FLOOR),
            post("/meetings/{meeting}/agenda/now/next", RUN_FLOOR),
            post("/meetings/{meeting}/agenda/now/closing", RUN_FLOOR),
            post("/meetings/{meeting}/agenda/now/undo", RUN_FLOOR),
            get("/meetings/{meeting}/screen", FOLLOW),
            // --- moderation
            get("/meetings/{meeting}/room/moderation", RUN_FLOOR),
            post("/meetings/{meeting}/room/moderation", RUN_FLOOR),
            post("/meetings/{meeting}/room/moderation/mutes", RUN_FLOOR),
            post("/meetings/{meeting}/room/moderation/mutes/{person}/end", RUN_FLOOR),
            // --- speaker queue
            post("/meetings/{meeting}/room/queue", DISCUSS),
            post("/meetings/{meeting}/room/queue/calls", RUN_FLOOR),
            post("/meetings/{meeting}/room/queue/closing", RUN_FLOOR),
            post("/meetings/{meeting}/room/queue/reopening", RUN_FLOOR),
            post("/meetings/{meeting}/room/queue/{entry}/leaving", DISCUSS),
            post("/meetings/{meeting}/room/queue/{entry}/deferral", DISCUSS),
            post("/meetings/{meeting}/room/queue/{entry}/end", DISCUSS),
            // --- agenda: outputs
            get("/meetings/{meeting}/agenda.pdf", READ),
            get("/meetings/{meeting}/agenda.docx", READ),
            get("/meetings/{meeting}/agenda.xlsx", READ),
            get("/meetings/{meeting}/agenda.csv", READ),
            get("/meetings/{meeting}/agenda.txt", READ),
            get("/meetings/{meeting}/agenda/versions/{version}.pdf", READ),
            get("/meetings/{meeting}/agenda/versions/{version}.docx", READ),
            get("/meetings/{meeting}/agenda/versions/{version}.xlsx", READ),
            get("/meetings/{meeting}/agenda/versions/{version}.csv", READ),
            get("/meetings/{meeting}/agenda/versions/{version}.txt", READ),
            get("/meetings/{meeting}/agenda/draft.pdf", EDIT_AGENDA),
            get("/meetings/{meeting}/agenda/draft.docx", EDIT_AGENDA),
            get("/meetings/{meeting}/agenda/draft.xlsx", EDIT_AGENDA),
            get("/meetings/{meeting}/agenda/draft.csv", EDIT_AGENDA),
            get("/meetings/{meeting}/agenda/draft.txt", EDIT_AGENDA),
            // --- cockpit, late passes
            get("/cockpit", ADMITTED),
            get("/meetings/{meeting}/cockpit", EDIT_AGENDA),
            post("/meetings/{meeting}/cockpit/looks", EDIT_AGENDA),
            post("/meetings/{meeting}/cockpit/reminders", EDIT_AGENDA),
            post("/meetings/{meeting}/cockpit/proposals", EDIT_AGENDA),
            post("/meetings/{meeting}/cockpit/proposals/undo", EDIT_AGENDA),
            post("/contributions/{contribution}/late-pass", REVISE),
            post("/contributions/{contribution}/late-pass/withdrawal", REVISE),
            post("/contributions/{contribution}/late-pass/grant", CALL_MEETING),
            post("/contributions/{contribution}/late-pass/refusal", CALL_MEETING),
            post("/contributions/{contribution}/late-pass/undo", CALL_MEETING),
            // --- actions, minutes
            get("/groups/{group}/actions", FOLLOW),
            post("/groups/{group}/actions", RECORD_DISPOSITION),
            get("/meetings/{meeting}/actions", FOLLOW),
            post("/meetings/{meeting}/actions", RECORD_DISPOSITION),
            post("/contributions/{contribution}/approvals", APPROVE_MINUTES),
            post("/contributions/{contribution}/approvals/undo", APPROVE_MINUTES),
            // By whoever it was given to or an officer, which only the action itself knows.
            post("/actions/{action}/completion", ADMITTED),
            post("/actions/{action}/dropping", ADMITTED),
            post("/actions/{action}/reopening", ADMITTED),
            // --- life of a contribution
            post("/meetings/{meeting}/contributions/openings", RUN_FLOOR),
            post("/meetings/{meeting}/contributions/decisions", RECORD_DISPOSITION),
            // One's own, or others' on request: only each of them knows whose it is.
            post("/meetings/{meeting}/contributions/withdrawals", CONTRIBUTE),
            post("/contributions/{contribution}/withdrawal", WITHDRAW),
            post("/contributions/{contribution}/reopening", RUN_FLOOR),
            // By whoever did it or an officer, which only the act itself knows.
            post("/acts/{act}/undo", ADMITTED),
            post("/contributions/{contribution}/drafts", CONTRIBUTE),
            post("/contributions/{contribution}/drafts/submission", REVISE),
            get("/contributions/{contribution}/drafts/{base}/{draft}/file", READ),
            post("/contributions/{contribution}/objections", OBJECT),
            post("/contributions/{contribution}/objections/withdrawal", OBJECT),
            post("/contributions/{contribution}/objections/finding", RUN_FLOOR),
            post("/contributions/{contribution}/objections/finding/undo", RUN_FLOOR),
            // --- numbers, addresses
            // Whoever calls a meeting says what becomes of what comes late to it.
            post("/groups/{group}/late-policy", CALL_MEETING),
            get("/c/{cited}", READ),
            get("/c/{cited}/file", READ),
            get("/meetings/{meeting}/contributions/several", CONTRIBUTE),
            post("/meetings/{meeting}/contributions/several", CONTRIBUTE),
            get("/meetings/{meeting}/contributions/several/{reservation}", READ),
            // --- files, uploads
            // --- text and its differences
            get("/contributions/{contribution}/changes", READ),
            get("/contributions/{contribution}/revisions/{number}/changes/{second}", READ),
            // --- particulars, signatures, specifications
            get("/contributions/{contribution}/edit", REVISE),
            post("/contributions/{contribution}/edit", REVISE),
            post("/contributions/{contribution}/version", RECORD_DISPOSITION),
            get("/specifications/enablers/{enabler}", PUBLIC),
            post("/contributions/{contribution}/signatures", REVISE),
            post("/contributions/{contribution}/signatures/{signature}/withdrawal", REVISE),
            // By delegates of the organisation that was asked, which only the signature knows.
            post("/contributions/{contribution}/signatures/{signature}/acceptance", ADMITTED),
            post("/contributions/{contribution}/signatures/{signature}/refusal", ADMITTED),
            post("/contributions/{contribution}/signatures/{signature}/revocation", ADMITTED),
            // --- lists of contributions
            get("/contributions", ADMITTED),
            get("/groups/{group}/contributions", READ),
            get("/contributions/{contribution}/summary", READ),
            post("/meetings/{meeting}/contributions/marks", EDIT_AGENDA),
            post("/meetings/{meeting}/contributions/marks/{change}/undo", EDIT_AGENDA),
            // How somebody reads, whoever they are.
            post("/contributions/columns", PUBLIC),
            // --- contributions as a spreadsheet
            get("/meetings/{meeting}/contributions.xlsx", READ),
            get("/meetings/{meeting}/contributions.csv", READ),
            get("/meetings/{meeting}/contributions/imports", RECORD_DISPOSITION),
            post("/meetings/{meeting}/contributions/imports", RECORD_DISPOSITION),
            get("/meetings/{meeting}/contributions/imports/{file}", RECORD_DISPOSITION),
            post("/meetings/{meeting}/contributions/imports/{file}/application", RECORD_DISPOSITION),
            post("/meetings/{meeting}/contributions/imports/{file}/undo", RECORD_DISPOSITION),
            // --- packages of documents
            get("/meetings/{meeting}/documents", READ),
            get("/meetings/{meeting}/documents.zip", READ),
            head("/meetings/{meeting}/documents.zip", READ),
            get("/meetings/{meeting}/contributions", READ),
            get("/meetings/{meeting}/contributions/new", CONTRIBUTE),
            post("/meetings/{meeting}/contributions", CONTRIBUTE),
            get("/meetings/{meeting}/room", FOLLOW),
            get("/meetings/{meeting}/room/threads", FOLLOW),
            post("/meetings/{meeting}/room/messages", DISCUSS),
            get("/meetings/{meeting}/room/messages/{message}", FOLLOW),
            post("/meetings/{meeting}/room/messages/{message}/edits", DISCUSS),
            post("/meetings/{meeting}/room/messages/{message}/deletion", DISCUSS),
            post("/meetings/{meeting}/room/messages/{message}/hiding", RUN_FLOOR),
            post("/meetings/{meeting}/room/messages/{message}/pin", WRITE_MINUTES),
            post("/meetings/{meeting}/room/messages/{message}/record", DISCUSS),
            get("/meetings/{meeting}/room/pinned", FOLLOW),
            post("/meetings/{meeting}/room/previews", DISCUSS),
            post("/meetings/{meeting}/room/messages/{message}/reactions", DISCUSS),
            post("/meetings/{meeting}/room/readings", FOLLOW),
            // --- threads
            get("/meetings/{meeting}/room/discussions/new", DISCUSS),
            post("/meetings/{meeting}/room/discussions", DISCUSS),
            post("/meetings/{meeting}/room/discussions/{thread}/closing", DISCUSS),
            post("/meetings/{meeting}/room/discussions/{thread}/reopening", DISCUSS),
            get("/meetings/{meeting}/room/summary", FOLLOW),
            get("/meetings/{meeting}/room/export.json", FOLLOW),
            get("/meetings/{meeting}/room/export.txt", FOLLOW),
            get("/meetings/{meeting}/room/export.html", FOLLOW),
            get("/contributions/{contribution}", READ),
            get("/contributions/{contribution}/revisions/{number}/file", READ),
            post("/contributions/{contribution}/revisions", REVISE));

    /** The API. The live socket's handshake is a GET; which rooms it may watch is asked for each ({@link Act#FOLLOW}). */
    public static final List<Route> API = List.of(
            get("/api/openapi.json", PUBLIC),
            get("/api/asyncapi.json", PUBLIC),
            get("/api/v1/meetings", ADMITTED),
            get("/api/v1/events", PUBLIC),
            get("/api/v1/events/{event}", PUBLIC),
            get("/api/v1/events/{event}/timetable", PUBLIC),
            get("/api/v1/meetings/{meeting}", READ),
            new Route(PUT, "/api/v1/meetings/{meeting}", new Rule.At(CALL_MEETING)),
            post("/api/v1/meetings/{meeting}/cancellation", CALL_MEETING),
            post("/api/v1/meetings/{meeting}/reinstatement", CALL_MEETING),
            post("/api/v1/groups/{group}/meetings", CALL_MEETING),
            get("/api/v1/my-agenda", ADMITTED),
            new Route(PUT, "/api/v1/sessions/{session}/mark", ADMITTED),
            new Route(DELETE, "/api/v1/sessions/{session}/mark", ADMITTED),
            get("/api/v1/meetings/{meeting}/agenda", READ),
            get("/api/v1/meetings/{meeting}/agenda/versions/{version}", READ),
            get("/api/v1/meetings/{meeting}/agenda/draft", EDIT_AGENDA),
            new Route(PUT, "/api/v1/meetings/{meeting}/agenda/draft", new Rule.At(EDIT_AGENDA)),
            post("/api/v1/meetings/{meeting}/agenda/publications", PUBLISH_AGENDA),
            // --- agenda: draft, templates, pasting
            get("/api/v1/meetings/{meeting}/agenda/draft/editors", EDIT_AGENDA),
            get("/api/v1/meetings/{meeting}/agenda/templates", EDIT_AGENDA),
            post("/api/v1/meetings/{meeting}/agenda/templates", EDIT_AGENDA),
            get("/api/v1/meetings/{meeting}/agenda/templates/{template}", EDIT_AGENDA),
            new Route(PUT, "/api/v1/meetings/{meeting}/agenda/templates/{template}", new Rule.At(EDIT_AGENDA)),
            new Route(DELETE, "/api/v1/meetings/{meeting}/agenda/templates/{template}", new Rule.At(EDIT_AGENDA)),
            post("/api/v1/meetings/{meeting}/agenda/templates/{template}/restoration", EDIT_AGENDA),
            post("/api/v1/meetings/{meeting}/agenda/outline-readings", EDIT_AGENDA),
            // --- agenda: versions, watching
            get("/api/v1/meetings/{meeting}/agenda/versions", READ),
            post("/api/v1/meetings/{meeting}/agenda/versions/{version}/restoration", EDIT_AGENDA),
            get("/api/v1/meetings/{meeting}/agenda/watch", FOLLOW),
            new Route(PUT, "/api/v1/meetings/{meeting}/agenda/watch", new Rule.At(TAKE_PART)),
            new Route(DELETE, "/api/v1/meetings/{meeting}/agenda/watch", new Rule.At(TAKE_PART)),
            get("/api/v1/meetings/{meeting}/agenda/versions/{version}/changes/draft", EDIT_AGENDA),
            get("/api/v1/meetings/{meeting}/agenda/versions/{version}/changes/{other}", READ),
            // --- agenda: allocation
            get("/api/v1/meetings/{meeting}/agenda/allocations", EDIT_AGENDA),
            post("/api/v1/meetings/{meeting}/agenda/allocations", EDIT_AGENDA),
            post("/api/v1/meetings/{meeting}/agenda/allocations/proposals", EDIT_AGENDA),
            post("/api/v1/meetings/{meeting}/agenda/allocations/blocks", EDIT_AGENDA),
            new Route(PUT, "/api/v1/meetings/{meeting}/agenda/allocations/blocks/{block}", new Rule.At(EDIT_AGENDA)),
            new Route(DELETE, "/api/v1/meetings/{meeting}/agenda/allocations/blocks/{block}", new Rule.At(EDIT_AGENDA)),
            post("/api/v1/meetings/{meeting}/agenda/allocations/undo", EDIT_AGENDA),
            new Route(PUT, "/api/v1/contributions/{contribution}/proposal", new Rule.At(REVISE)),
            // --- agenda: times, now discussing
            get("/api/v1/meetings/{meeting}/agenda/now", READ),
            get("/api/v1/meetings/{meeting}/agenda/times", READ),
            post("/api/v1/meetings/{meeting}/agenda/now", RUN_FLOOR),
            post("/api/v1/meetings/{meeting}/agenda/now/next", RUN_FLOOR),
            post("/api/v1/meetings/{meeting}/agenda/now/closing", RUN_FLOOR),
            post("/api/v1/meetings/{meeting}/agenda/now/undo", RUN_FLOOR),
            // --- agenda: outputs
            get("/api/v1/meetings/{meeting}/agenda.pdf", READ),
            get("/api/v1/meetings/{meeting}/agenda.docx", READ),
            get("/api/v1/meetings/{meeting}/agenda.xlsx", READ),
            get("/api/v1/meetings/{meeting}/agenda.csv", READ),
            get("/api/v1/meetings/{meeting}/agenda.txt", READ),
            get("/api/v1/meetings/{meeting}/agenda/versions/{version}.pdf", READ),
            get("/api/v1/meetings/{meeting}/agenda/versions/{version}.docx", READ),
            get("/api/v1/meetings/{meeting}/agenda/versions/{version}.xlsx", READ),
            get("/api/v1/meetings/{meeting}/agenda/versions/{version}.csv", READ),
            get("/api/v1/meetings/{meeting}/agenda/versions/{version}.txt", READ),
            get("/api/v1/meetings/{meeting}/agenda/draft.pdf", EDIT_AGENDA),
            get("/api/v1/meetings/{meeting}/agenda/draft.docx", EDIT_AGENDA),
            get("/api/v1/meetings/{meeting}/agenda/draft.xlsx", EDIT_AGENDA),
            get("/api/v1/meetings/{meeting}/agenda/draft.csv", EDIT_AGENDA),
            get("/api/v1/meetings/{meeting}/agenda/draft.txt", EDIT_AGENDA),
            // --- cockpit, late passes
            get("/api/v1/cockpit", ADMITTED),
            get("/api/v1/contributions/{contribution}/late-pass", READ),
            post("/api/v1/contributions/{contribution}/late-pass", REVISE),
            post("/api/v1/contributions/{contribution}/late-pass/withdrawal", REVISE),
            post("/api/v1/contributions/{contribution}/late-pass/grant", CALL_MEETING),
            post("/api/v1/contributions/{contribution}/late-pass/refusal", CALL_MEETING),
            post("/api/v1/contributions/{contribution}/late-pass/undo", CALL_MEETING),
            // --- actions, minutes
            get("/api/v1/contributions/{contribution}/approvals", READ),
            post("/api/v1/contributions/{contribution}/approvals", APPROVE_MINUTES),
            post("/api/v1/contributions/{contribution}/approvals/undo", APPROVE_MINUTES),
            get("/api/v1/actions", ADMITTED),
            get("/api/v1/groups/{group}/actions", FOLLOW),
            post("/api/v1/groups/{group}/actions", RECORD_DISPOSITION),
            get("/api/v1/meetings/{meeting}/actions", FOLLOW),
            post("/api/v1/meetings/{meeting}/actions", RECORD_DISPOSITION),
            post("/api/v1/actions/{action}/completion", ADMITTED),
            post("/api/v1/actions/{action}/dropping", ADMITTED),
            post("/api/v1/actions/{action}/reopening", ADMITTED),
            get("/api/v1/meetings/{meeting}/attendance", RECORD_ATTENDANCE),
            post("/api/v1/meetings/{meeting}/attendance", RECORD_ATTENDANCE),
            // --- life of a contribution
            post("/api/v1/meetings/{meeting}/contributions/openings", RUN_FLOOR),
            post("/api/v1/meetings/{meeting}/contributions/decisions", RECORD_DISPOSITION),
            post("/api/v1/meetings/{meeting}/contributions/withdrawals", CONTRIBUTE),
            post("/api/v1/contributions/{contribution}/reopening", RUN_FLOOR),
            post("/api/v1/acts/{act}/undo", ADMITTED),
            get("/api/v1/contributions/{contribution}/drafts", READ),
            post("/api/v1/contributions/{contribution}/drafts", CONTRIBUTE),
            post("/api/v1/contributions/{contribution}/drafts/submission", REVISE),
            get("/api/v1/contributions/{contribution}/drafts/{base}/{draft}/file", READ),
            get("/api/v1/contributions/{contribution}/objections", READ),
            post("/api/v1/contributions/{contribution}/objections", OBJECT),
            post("/api/v1/contributions/{contribution}/objections/withdrawal", OBJECT),
            post("/api/v1/contributions/{contribution}/objections/finding", RUN_FLOOR),
            post("/api/v1/contributions/{contribution}/objections/finding/undo", RUN_FLOOR),
            // --- numbers, addresses
            get("/api/v1/groups/{group}/late-policy", PUBLIC),
            new Route(PUT, "/api/v1/groups/{group}/late-policy", new Rule.At(CALL_MEETING)),
            get("/api/v1/numbers/{cited}", READ),
            get("/api/v1/numbers/{cited}/file", READ),
            post("/api/v1/meetings/{meeting}/reservations", CONTRIBUTE),
            get("/api/v1/meetings/{meeting}/reservations/{reservation}", READ),
            // --- files, uploads
            new Route(OPTIONS, "/api/v1/uploads", ADMITTED),
            get("/api/v1/uploads", ADMITTED),
            post("/api/v1/uploads", ADMITTED),
            head("/api/v1/uploads/{upload}", ADMITTED),
            new Route(PATCH, "/api/v1/uploads/{upload}", ADMITTED),
            post("/api/v1/uploads/{upload}", ADMITTED),
            new Route(DELETE, "/api/v1/uploads/{upload}", ADMITTED),
            // --- text and its differences
            get("/api/v1/contributions/{contribution}/revisions/{number}/changes/{second}", READ),
            // --- particulars, signatures, specifications
            get("/api/v1/contributions/{contribution}/wording", READ),
            new Route(PUT, "/api/v1/contributions/{contribution}/wording", new Rule.At(REVISE)),
            new Route(PUT, "/api/v1/contributions/{contribution}/version", new Rule.At(RECORD_DISPOSITION)),
            get("/api/v1/specifications", PUBLIC),
            get("/api/v1/specifications/{specification}", PUBLIC),
            get("/api/v1/specifications/{specification}/contributions", ADMITTED),
            get("/api/v1/contributions/{contribution}/signatures", READ),
            post("/api/v1/contributions/{contribution}/signatures", REVISE),
            post("/api/v1/contributions/{contribution}/signatures/{signature}/withdrawal", REVISE),
            // By delegates of the organisation that was asked, which only the signature knows.
            post("/api/v1/contributions/{contribution}/signatures/{signature}/acceptance", ADMITTED),
            post("/api/v1/contributions/{contribution}/signatures/{signature}/refusal", ADMITTED),
            post("/api/v1/contributions/{contribution}/signatures/{signature}/revocation", ADMITTED),
            // --- lists of contributions
            // --- contributions as a spreadsheet
            get("/api/v1/meetings/{meeting}/contributions.xlsx", READ),
            get("/api/v1/meetings/{meeting}/contributions.csv", READ),
            post("/api/v1/meetings/{meeting}/contributions/imports", RECORD_DISPOSITION),
            get("/api/v1/meetings/{meeting}/contributions/imports/{file}", RECORD_DISPOSITION),
            post("/api/v1/meetings/{meeting}/contributions/imports/{file}/application", RECORD_DISPOSITION),
            post("/api/v1/meetings/{meeting}/contributions/imports/{file}/undo", RECORD_DISPOSITION),
            // --- packages of documents
            get("/api/v1/meetings/{meeting}/documents", READ),
            get("/api/v1/meetings/{meeting}/documents.zip", READ),
            head("/api/v1/meetings/{meeting}/documents.zip", READ),
            get("/api/v1/meetings/{meeting}/contributions", READ),
            post("/api/v1/meetings/{meeting}/contributions", CONTRIBUTE),
            get("/api/v1/contributions/{contribution}", READ),
            post("/api/v1/contributions/{contribution}/revisions", REVISE),
            get("/api/v1/contributions/{contribution}/revisions/{number}/file", READ),
            post("/api/v1/contributions/{contribution}/withdrawal", WITHDRAW),
            get("/api/v1/events/{event}/registration", ADMITTED),
            new Route(PUT, "/api/v1/events/{event}/registration", ADMITTED),
            new Route(DELETE, "/api/v1/events/{event}/registration", ADMITTED),
            get("/api/v1/events/{event}/participants", ADMITTED),
            get("/api/v1/rooms/{room}/events", FOLLOW),
            get("/api/v1/rooms/{room}/threads", FOLLOW),
            post("/api/v1/rooms/{room}/threads", DISCUSS),
            new Route(PUT, "/api/v1/rooms/{room}/threads/{thread}/closure", new Rule.At(DISCUSS)),
            new Route(DELETE, "/api/v1/rooms/{room}/threads/{thread}/closure", new Rule.At(DISCUSS)),
            get("/api/v1/rooms/{room}/summary", FOLLOW),
            post("/api/v1/rooms/{room}/messages", DISCUSS),
            // --- moderation
            get("/api/v1/rooms/{room}/moderation", FOLLOW),
            new Route(PUT, "/api/v1/rooms/{room}/moderation", new Rule.At(RUN_FLOOR)),
            get("/api/v1/rooms/{room}/mutes", RUN_FLOOR),
            new Route(PUT, "/api/v1/rooms/{room}/mutes/{person}", new Rule.At(RUN_FLOOR)),
            new Route(DELETE, "/api/v1/rooms/{room}/mutes/{person}", new Rule.At(RUN_FLOOR)),
            // --- speaker queue
            get("/api/v1/rooms/{room}/queue", FOLLOW),
            post("/api/v1/rooms/{room}/queue", DISCUSS),
            post("/api/v1/rooms/{room}/queue/calls", RUN_FLOOR),
            new Route(PUT, "/api/v1/rooms/{room}/queue/closure", new Rule.At(RUN_FLOOR)),
            new Route(DELETE, "/api/v1/rooms/{room}/queue/closure", new Rule.At(RUN_FLOOR)),
            new Route(DELETE, "/api/v1/rooms/{room}/queue/{entry}", new Rule.At(DISCUSS)),
            post("/api/v1/rooms/{room}/queue/{entry}/deferral", DISCUSS),
            post("/api/v1/rooms/{room}/queue/{entry}/end", DISCUSS),
            get("/api/v1/rooms/{room}/messages/{message}", FOLLOW),
            get("/api/v1/rooms/{room}/messages/{message}/versions", FOLLOW),
            get("/api/v1/rooms/{room}/messages/{message}/readers", FOLLOW),
            new Route(PUT, "/api/v1/rooms/{room}/messages/{message}", new Rule.At(DISCUSS)),
            new Route(DELETE, "/api/v1/rooms/{room}/messages/{message}", new Rule.At(DISCUSS)),
            new Route(PUT, "/api/v1/rooms/{room}/messages/{message}/hiding", new Rule.At(RUN_FLOOR)),
            new Route(DELETE, "/api/v1/rooms/{room}/messages/{message}/hiding", new Rule.At(RUN_FLOOR)),
            new Route(PUT, "/api/v1/rooms/{room}/messages/{message}/pin", new Rule.At(WRITE_MINUTES)),
            new Route(DELETE, "/api/v1/rooms/{room}/messages/{message}/pin", new Rule.At(WRITE_MINUTES)),
            new Route(PUT, "/api/v1/rooms/{room}/messages/{message}/record", new Rule.At(DISCUSS)),
            new Route(DELETE, "/api/v1/rooms/{room}/messages/{message}/record", new Rule.At(DISCUSS)),
            // --- writing: previews, reactions, mentions
            post("/api/v1/rooms/{room}/previews", DISCUSS),
            get("/api/v1/rooms/{room}/nameable", DISCUSS),
            get("/api/v1/rooms/{room}/citations", FOLLOW),
            get("/api/v1/rooms/{room}/messages/{message}/reactions", FOLLOW),
            new Route(PUT, "/api/v1/rooms/{room}/messages/{message}/reactions/{reaction}", new Rule.At(DISCUSS)),
            new Route(DELETE, "/api/v1/rooms/{room}/messages/{message}/reactions/{reaction}", new Rule.At(DISCUSS)),
            get("/api/v1/notices", KNOWN),
            get("/api/v1/live", ADMITTED));

    private Routes() {}
}
