package org.rostrum.account;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of what the portal knows about somebody. Of others it holds names only: what they are called by whoever met
 * them here. A test walks the database for every column that names a person and wants it here, or among the reasons.
 *
 * @param covers the columns by which the rows are the person's, as table.column
 * @param sql with the parameter :person; its columns are called as the file calls them
 */
record DataSection(String heading, String explanation, Set<String> covers, String sql) {

    /** Columns that name a person and are in no section, with the reason. */
    static final Map<String, String> LEFT_OUT = Map.ofEntries(
            Map.entry(
                    "agenda.draft_changed_by",
                    "Who saved an agenda's draft last is overwritten by the next; your own saving is under \"What you did\"."),
            Map.entry(
                    "agenda_draft_revision.saved_by",
                    "Who saved a draft's last revisions is kept for a month, to merge what others save; your own saving is"
                            + " under \"What you did\"."),
            Map.entry(
                    "agenda_stay.started_by",
                    "Who moved the room to an item of the agenda stands under \"What you did in the rooms\"."),
            Map.entry("agenda_stay.ended_by", "Who moved the room on stands under \"What you did in the rooms\"."),
            Map.entry(
                    "attendance.recorded_by",
                    "Whom you counted as present is theirs; that you did is under \"What you did\"."),
            Map.entry(
                    "contribution.allocated_by",
                    "Where others' contributions are treated is theirs; that you placed them is under \"What you did\"."),
            Map.entry(
                    "allocation_change.done_by",
                    "What can be undone on an agenda for ten minutes repeats what stands under \"What you did\"."),
            Map.entry(
                    "file_reminder.reminded_by",
                    "Who reminded authors last is overwritten by the next; your own reminding is under \"What you did\"."),
            Map.entry(
                    "action_step.person_id",
                    "What you did to actions is under \"What you did\"; those given to you or by you are in a section."),
            Map.entry("minutes_approval.approved_by", "That you declared minutes approved is under \"What you did\"."),
            Map.entry(
                    "minutes_approval.undone_by",
                    "That you took an approval of minutes back is under \"What you did\"."),
            Map.entry(
                    "action.settled_by",
                    "That you settled an action is under \"What you did\"; those given to you or by you are in a section."),
            Map.entry(
                    "contribution_act.done_by",
                    "What you opened, decided, reopened and withdrew is under \"What you did with contributions\"."),
            Map.entry("contribution_act.undone_by", "What you took back is under \"What you did with contributions\"."),
            Map.entry("disposition.recorded_by", "What you recorded is under \"What you did with contributions\"."),
            Map.entry(
                    "objection.settled_by",
                    "That you withdrew an objection or found it sustained is under \"What you did\"."),
            Map.entry(
                    "change_request.taken_up_by",
                    "That you recorded which version took a change up is under \"What you did in the rooms\"."),
            Map.entry(
                    "signature.delegate_id",
                    "Whom an author would like to sign is a wish about an organisation; what you signed is in a section."),
            Map.entry(
                    "sheet_import.applied_by",
                    "What a list of yours changed is under \"What you did with contributions\"."),
            Map.entry(
                    "sheet_import.undone_by",
                    "What you took back of a list is under \"What you did with contributions\"."),
            Map.entry(
                    "late_pass.settled_by",
                    "Late passes that others asked you for are theirs; that you decided is under \"What you did\"."),
            Map.entry(
                    "contribution_mark.marked_by",
                    "Which officer marked a contribution last is overwritten by the next; it is a note on the contribution."),
            Map.entry("room_turn.person_id", "When you wrote last in a room in slow mode is under \"What you said\"."),
            Map.entry("undo.done_by", "What may be undone for ten minutes repeats what stands under \"What you did\"."),
            Map.entry(
                    "join_request.decided_by",
                    "Requests of others that you decided are theirs; that you did is under \"What you did\"."),
            Map.entry(
                    "import.uploaded_by",
                    "Files that staff import are about others; that you did is under \"What you did\"."),
            Map.entry(
                    "import.applied_by",
                    "Files that staff import are about others; that you did is under \"What you did\"."),
            Map.entry(
                    "import.undone_by",
                    "Files that staff import are about others; that you did is under \"What you did\"."),
            Map.entry(
                    "timetable_import.uploaded_by",
                    "Files that staff import are about others; that you did is under \"What you did\"."),
            Map.entry(
                    "timetable_import.applied_by",
                    "Files that staff import are about others; that you did is under \"What you did\"."),
            Map.entry(
                    "timetable.draft_changed_by",
                    "Who changed a timetable's draft last is overwritten by the next; your own changes are under \"What you did\"."),
            Map.entry(
                    "timetable_change.done_by",
                    "What can be undone in a timetable's draft repeats what stands under \"What you did\"."),
            Map.entry(
                    "timetable_publication.published_by", "That you published a timetable is under \"What you did\"."));

    static final List<DataSection> ALL = List.of(
            new DataSection("Who you are", "As the portal and the others know you.", Set.of("person.id"), """
                    select name as "Name", email as "E-mail address", staff as "Works for the staff",
                           test_staff as "Works for the test staff", shows_writing as "Shows that they write",
                           deactivated_at as "Deactivated at"
                      from person where id = :person"""),
            new DataSection(
                    "Whom you represented",
                    "The organisations you were or are a delegate of.",
                    Set.of("delegation.person_id"),
                    """
                    select o.name as "Organisation", d.since as "Since", d.until as "Until"
                      from delegation d join organization o on o.id = d.organization_id
                     where d.person_id = :person order by d.since"""),
            new DataSection(
                    "Your offices", "What you are, were and will be in the groups.", Set.of("office.person_id"), """
                    select g.name as "Group", initcap(replace(f.role, '_', '-')) as "Office", f.since as "Since",
                           f.until as "Until", f.source as "Given by the provider"
                      from office f join working_group g on g.id = f.group_id
                     where f.person_id = :person order by f.since"""),
            new DataSection(
                    "Your accounts at the providers",
                    "By these the portal recognises you when you sign in.",
                    Set.of("login.person_id"),
                    """
                    select issuer as "Provider", subject as "Account", first_at as "First used", last_at as "Last used"
                      from login where person_id = :person order by first_at"""),
            new DataSection(
                    "Where you are signed in",
                    "Gone when a session ends. The keys of sessions are secrets and not in this file.",
                    Set.of("sign_in.person_id"),
                    """
                    select user_agent as "Browser", address as "Address", issuer as "Provider",
                           signed_in_at as "Signed in at", checked_at as "Last asked at the provider"
                      from sign_in where person_id = :person order by signed_in_at"""),
            new DataSection(
                    "Your requests to come in",
                    "What you wrote when the portal did not know your account.",
                    Set.of("join_request.person_id"),
                    """
                    select name as "Name", email as "E-mail address", email_verified as "Confirmed by the provider",
                           message as "Message", requested_at as "Asked at", decided_at as "Decided at",
                           lower(decision) as "Decision"
                      from join_request where person_id = :person order by requested_at"""),
            new DataSection(
                    "Your access tokens",
                    "Also those that ended. The portal keeps no token, only what it needs to recognise one.",
                    Set.of("access_token.person_id"),
                    """
                    select name as "Name", scopes as "May be used to", created_at as "Created at",
                           expires_at as "Expires at", last_used_at as "Last used at", revoked_at as "Revoked at"
                      from access_token where person_id = :person order by created_at"""),
            new DataSection(
                    "Your calendar addresses",
                    "Also those that ended. The portal keeps no address, only what it needs to recognise one.",
                    Set.of("calendar_link.person_id"),
                    """
                    select name as "Name", created_at as "Made at", last_used_at as "Last used at",
                           revoked_at as "Ended at"
                      from calendar_link where person_id = :person order by created_at"""),
            new DataSection("Meetings you take part in", "What you answered.", Set.of("participation.person_id"), """
                    select m.name as "Meeting", m.starts_at as "Begins at", o.name as "For",
                           lower(replace(t.mode, '_', ' ')) as "How", t.registered_at as "Answered at"
                      from participation t join meeting m on m.id = t.meeting_id
                      left join organization o on o.id = t.organization_id
                     where t.person_id = :person order by t.registered_at"""),
            new DataSection("Where you were", "When you were counted as present.", Set.of("attendance.person_id"), """
                    select coalesce(s.title, m.name, e.name) as "Where", lower(replace(a.mode, '_', ' ')) as "How",
                           o.name as "For", a.arrived_at as "From", a.left_at as "Until", b.name as "Counted by"
                      from attendance a join person b on b.id = a.recorded_by
                      left join event e on e.id = a.event_id left join session s on s.id = a.session_id
                      left join meeting m on m.id = a.meeting_id left join organization o on o.id = a.organization_id
                     where a.person_id = :person order by a.arrived_at"""),
            new DataSection(
                    "Meetings where you only read along",
                    "You said that you are not to be counted as present there.",
                    Set.of("reading_along.person_id"),
                    """
                    select m.name as "Meeting", r.since as "Since"
                      from reading_along r join meeting m on m.id = r.meeting_id
                     where r.person_id = :person order by r.since"""),
            new DataSection("Sessions you marked", "For your own agenda.", Set.of("session_mark.person_id"), """
                    select e.name as "Event", s.title as "Session", s.starts_at as "Begins at", k.marked_at as "Marked at"
                      from session_mark k join session s on s.id = k.session_id join event e on e.id = s.event_id
                     where k.person_id = :person order by k.marked_at"""),
            new DataSection(
                    "Invitations as a guest",
                    "Those you received, and those you wrote.",
                    Set.of("invitation.person_id", "invitation.invited_by"),
                    """
                    select m.name as "Meeting", p.name as "Guest", i.organization as "Of", i.reason as "Reason",
                           b.name as "Invited by", i.invited_at as "Invited at"
                      from invitation i join meeting m on m.id = i.meeting_id
                      join person p on p.id = i.person_id join person b on b.id = i.invited_by
                     where :person in (i.person_id, i.invited_by) order by i.invited_at"""),
            new DataSection(
                    "Registrations for events",
                    "What you answered, also where you withdrew.",
                    Set.of("registration.person_id"),
                    """
                    select e.name as "Event", o.name as "For", r.code as "Check-in code", r.listed as "Listed by name",
                           (select string_agg(p.name || ', ' || lower(replace(c.mode, '_', ' ')) || ', '
                                     || lower(c.place), '; ' order by p.name)
                              from registration_choice c join event p on p.id = c.part_id
                             where c.registration_id = r.id) as "Takes part in",
                           (select string_agg(q.label || ' ' || a.answer, '; ' order by q.position)
                              from registration_answer a join registration_question q on q.id = a.question_id
                             where a.registration_id = r.id) as "Answers",
                           r.registered_at as "Registered at", r.changed_at as "Changed at",
                           r.withdrawn_at as "Withdrawn at"
                      from registration r join event e on e.id = r.event_id
                      left join organization o on o.id = r.organization_id
                     where r.person_id = :person order by r.registered_at"""),
            new DataSection(
                    "How you like lists of contributions",
                    "Which columns you chose, in their order.",
                    Set.of("list_view.person_id"),
                    """
                    select array_to_string(columns, ', ') as "Columns", compact as "Compact rows"
                      from list_view where person_id = :person"""),
            new DataSection("Your contributions", "All numbers you reserved.", Set.of("contribution.author_id"), """
                    select c.number as "Number", c.type as "Type",
                           c.purpose as "For", c.title as "Title", c.abstract as "Abstract", c.source as "Source",
                           o.name as "Made for", m.name as "Meeting", lower(c.state) as "State", c.late as "Late",
                           c.reserved_at as "Reserved at", c.submitted_at as "Submitted at",
                           c.withdrawn_at as "Withdrawn at"
                      from contribution c join meeting m on m.id = c.meeting_id
                      left join organization o on o.id = c.organization_id
                     where c.author_id = :person order by c.reserved_at"""),
            new DataSection(
                    "Files you uploaded",
                    "The files themselves are at the contributions.",
                    Set.of("revision.uploaded_by", "document.stored_by"),
                    """
                    select d.original_name as "Your name for it", d.media_type as "Kind", d.size as "Bytes",
                           d.stored_at as "Stored at", c.title as "Contribution", r.number as "Revision",
                           r.uploaded_at as "Uploaded at"
                      from document d left join revision r on r.document_id = d.id
                      left join contribution c on c.id = r.contribution_id
                     where :person in (d.stored_by, r.uploaded_by) order by d.stored_at"""),
            new DataSection(
                    "Files on their way",
                    "What you began to upload; it is forgotten when it has arrived or nothing more comes.",
                    Set.of("upload.person_id"),
                    """
                    select name as "Your name for it", size as "Bytes", received as "Of these arrived",
                           started_at as "Begun at", expires_at as "Forgotten at"
                      from upload where person_id = :person order by started_at"""),
            new DataSection(
                    "Drafts you uploaded",
                    "Towards the next revision of a contribution.",
                    Set.of("draft_iteration.uploaded_by"),
                    """
                    select c.number as "Contribution", t.base_revision as "After revision", t.number as "Draft",
                           o.name as "For", t.note as "Note", t.uploaded_at as "Uploaded at", t.submitted_as as "Became revision"
                      from draft_iteration t join contribution c on c.id = t.contribution_id
                      left join organization o on o.id = t.organization_id
                     where t.uploaded_by = :person order by t.uploaded_at"""),
            new DataSection(
                    "Signatures you asked for and gave",
                    "Of organisations, for contributions.",
                    Set.of("signature.asked_by", "signature.settled_by"),
                    """
                    select c.number as "Contribution", o.name as "Organisation", lower(s.kind) as "As", a.name as "Asked by",
                           s.asked_at as "Asked at", lower(replace(s.state, '_', ' ')) as "State", w.name as "Answered by",
                           s.settled_at as "Answered at", s.word as "Word"
                      from signature s join contribution c on c.id = s.contribution_id
                      join organization o on o.id = s.organization_id join person a on a.id = s.asked_by
                      left join person w on w.id = s.settled_by
                     where :person in (s.asked_by, s.settled_by) order by s.asked_at"""),
            new DataSection(
                    "Lists you brought back from spreadsheets",
                    "What they say is about contributions.",
                    Set.of("sheet_import.uploaded_by"),
                    """
                    select m.name as "Meeting", s.file_name as "File", s.uploaded_at as "Uploaded at",
                           s.applied_at as "Taken at", s.undone_at as "Taken back at"
                      from sheet_import s join meeting m on m.id = s.meeting_id
                     where s.uploaded_by = :person order by s.uploaded_at"""),
            new DataSection("Objections you raised", "For your organisation.", Set.of("objection.raised_by"), """
                    select c.number as "Contribution", b.revision as "Revision", m.name as "Meeting", o.name as "For",
                           b.reason as "Reason", b.raised_at as "Raised at", lower(b.state) as "State",
                           b.settled_at as "Settled at"
                      from objection b join contribution c on c.id = b.contribution_id
                      join meeting m on m.id = b.meeting_id join organization o on o.id = b.organization_id
                     where b.raised_by = :person order by b.raised_at"""),
            new DataSection(
                    "What you did with contributions",
                    "With your own, and as an officer with others'.",
                    Set.of("contribution_step.done_by"),
                    """
                    select c.number as "Contribution", m.name as "Meeting", lower(s.verb) as "What",
                           lower(replace(s.from_state, '_', ' ')) as "From", lower(replace(s.to_state, '_', ' ')) as "To",
                           s.reason as "Why", s.done_at as "At"
                      from contribution_step s join contribution c on c.id = s.contribution_id
                      join meeting m on m.id = s.meeting_id
                     where s.done_by = :person order by s.done_at, c.number, s.seq"""),
            new DataSection(
                    "Actions", "Given to you, and by you.", Set.of("action.assignee_id", "action.given_by"), """
                    select g.code as "Group", a.year as "Year", a.serial as "Number", a.text as "Action",
                           p.name as "Given to", w.name as "Given by", a.given_at as "Given at", a.due_on as "Due on",
                           lower(a.state) as "State", a.settled_at as "Settled at", a.note as "Note"
                      from action a join working_group g on g.id = a.group_id
                      join person p on p.id = a.assignee_id join person w on w.id = a.given_by
                     where :person in (a.assignee_id, a.given_by) order by a.given_at"""),
            new DataSection(
                    "Late passes you asked for",
                    "For contributions that came after the deadline.",
                    Set.of("late_pass.requested_by"),
                    """
                    select c.title as "Contribution", m.name as "Meeting", p.reason as "Reason",
                           p.requested_at as "Asked at", lower(p.state) as "State", p.settled_at as "Settled at",
                           p.answer as "Answer", p.used_at as "Used at"
                      from late_pass p join contribution c on c.id = p.contribution_id
                      join meeting m on m.id = c.meeting_id
                     where p.requested_by = :person order by p.requested_at"""),
            new DataSection(
                    "Late contributions you looked at",
                    "As an officer: up to when you have seen what came late.",
                    Set.of("cockpit_look.person_id"),
                    """
                    select m.name as "Meeting", k.looked_at as "Looked at"
                      from cockpit_look k join meeting m on m.id = k.meeting_id
                     where k.person_id = :person order by k.looked_at"""),
            new DataSection(
                    "Packages of documents you downloaded",
                    "Of each meeting, so that you can take only what is new: when the last one reached you whole.",
                    Set.of("package_taken.person_id"),
                    """
                    select m.name as "Meeting", cardinality(t.documents) as "Documents", t.taken_at as "Last downloaded at"
                      from package_taken t join meeting m on m.id = t.meeting_id
                     where t.person_id = :person order by t.taken_at"""),
            new DataSection("Agendas you published", "", Set.of("agenda_publication.published_by"), """
                    select m.name as "Meeting", a.version as "Version", a.note as "Note", a.published_at as "Published at"
                      from agenda_publication a join meeting m on m.id = a.meeting_id
                     where a.published_by = :person order by a.published_at"""),
            new DataSection(
                    "Agenda templates you saved",
                    "Those that your groups have now, and those removed in the last day.",
                    Set.of("agenda_template.saved_by", "agenda_template.removed_by"),
                    """
                    select g.code as "Group", t.name as "Template", jsonb_array_length(t.items) as "Items",
                           t.saved_at as "Saved at", t.removed_at as "Removed at"
                      from agenda_template t join working_group g on g.id = t.group_id
                     where :person in (t.saved_by, t.removed_by) order by t.saved_at"""),
            new DataSection(
                    "Agendas you watch",
                    "Where you said whether you want to be told of new versions.",
                    Set.of("agenda_watch.person_id"),
                    """
                    select m.name as "Meeting", w.watching as "Told of new versions", w.said_at as "Said at"
                      from agenda_watch w join meeting m on m.id = w.meeting_id
                     where w.person_id = :person order by w.said_at"""),
            new DataSection("What you said", "Your messages in the rooms, in full.", Set.of("message.author_id"), """
                    select m.name as "Meeting", s.at as "At", s.author_name as "Your name then",
                           s.author_organization as "For", s.text as "Text"
                      from message s join meeting m on m.room_id = s.room_id
                     where s.author_id = :person order by s.at"""),
            new DataSection(
                    "Offline discussions you opened or closed",
                    "",
                    Set.of("thread.opened_by", "thread.closed_by"),
                    """
                    select m.name as "Meeting", t.title as "Title", t.opened_at as "Opened at", t.closed_at as "Closed at"
                      from thread t join meeting m on m.room_id = t.room_id
                     where :person in (t.opened_by, t.closed_by) order by t.opened_at"""),
            new DataSection(
                    "Messages you changed",
                    "Deleted, hidden, pinned or marked for the record.",
                    Set.of("message.deleted_by", "message.hidden_by", "message.pinned_by", "message.recorded_by"),
                    """
                    select m.name as "Meeting", s.at as "Message of",
                           case when s.deleted_by = :person then s.deleted_at end as "Deleted at",
                           case when s.hidden_by = :person then s.hidden_at end as "Hidden at",
                           case when s.pinned_by = :person then s.pinned_at end as "Pinned at",
                           case when s.recorded_by = :person then s.recorded_at end as "Marked for the record at"
                      from message s join meeting m on m.room_id = s.room_id
                     where :person in (s.deleted_by, s.hidden_by, s.pinned_by, s.recorded_by) order by s.at"""),
            new DataSection("Your reactions", "", Set.of("message_reaction.person_id"), """
                    select m.name as "Meeting", s.at as "To the message of", r.reaction as "Reaction", r.at as "At"
                      from message_reaction r join message s on s.id = r.message_id join meeting m on m.room_id = s.room_id
                     where r.person_id = :person order by r.at"""),
            new DataSection("Where you were mentioned", "", Set.of("message_mention.person_id"), """
                    select m.name as "Meeting", s.at as "In the message of"
                      from message_mention n join message s on s.id = n.message_id join meeting m on m.room_id = s.room_id
                     where n.person_id = :person order by s.at"""),
            new DataSection(
                    "Rooms you moderated",
                    "Slow mode, read only, and whom you muted.",
                    Set.of("room_moderation.by", "room_mute.by"),
                    """
                    select m.name as "Meeting", o.at as "At", o.read_only as "Read only", o.slow_seconds as "Seconds between"
                      from room_moderation o join meeting m on m.room_id = o.room_id where o.by = :person
                     union all
                    select m.name, u.at, null, null from room_mute u join meeting m on m.room_id = u.room_id
                     where u.by = :person order by 2"""),
            new DataSection("Where you were muted", "", Set.of("room_mute.person_id"), """
                    select m.name as "Meeting", u.at as "At", u.until as "Until", u.reason as "Reason"
                      from room_mute u join meeting m on m.room_id = u.room_id
                     where u.person_id = :person order by u.at"""),
            new DataSection(
                    "What you did in the rooms",
                    "Lines of the rooms' logs that are by you: what kind, where and when.",
                    Set.of("room_event.person_id"),
                    """
                    select m.name as "Meeting", e.at as "At", e.type as "What"
                      from room_event e left join agenda a on a.draft_room_id = e.room_id
                      join meeting m on m.room_id = e.room_id or m.id = a.meeting_id
                     where e.person_id = :person order by e.at"""),
            new DataSection(
                    "When you asked for the floor",
                    "Your places in speaker queues, and when you spoke.",
                    Set.of("queue_entry.person_id"),
                    """
                    select m.name as "Meeting", lower(replace(e.kind, '_', ' ')) as "As", e.topic as "About",
                           e.joined_at as "Asked at", e.called_at as "Given the floor at", e.ended_at as "Until"
                      from queue_entry e join meeting m on m.room_id = e.room_id
                     where e.person_id = :person order by e.joined_at"""),
            new DataSection(
                    "How far you have read",
                    "Who may read a message sees whether you have.",
                    Set.of("thread_reading.person_id"),
                    """
                    select m.name as "Meeting", lower(replace(t.kind, '_', ' ')) as "Discussion of",
                           r.seq as "Up to line"
                      from thread_reading r join thread t on t.id = r.thread_id join meeting m on m.room_id = t.room_id
                     where r.person_id = :person order by m.name"""),
            new DataSection(
                    "What you did",
                    "The audit log's entries by you or in your name. What they changed about others is theirs.",
                    Set.of("audit_entry.person_id", "audit_entry.on_behalf_of"),
                    """
                    select e.at as "At", p.name as "By", b.name as "On behalf of", e.action as "What",
                           e.subject_type as "Done to", e.address as "From the address", e.request as "Request"
                      from audit_entry e left join person p on p.id = e.person_id
                      left join person b on b.id = e.on_behalf_of
                     where e.person_id = :person or e.on_behalf_of = :person order by e.at"""),
            new DataSection(
                    "What was changed about you",
                    "The audit log's entries about you, with what was before and after.",
                    Set.of(),
                    """
                    select e.at as "At", coalesce(p.name, 'The portal') as "By", e.action as "What", e.before as "Before",
                           e.after as "After"
                      from audit_entry e left join person p on p.id = e.person_id
                     where e.subject_type = 'person' and e.subject_id = :person::text order by e.at"""),
            new DataSection("What you were told", "Your notices. Mail says the same.", Set.of("notice.person_id"), """
                    select told_at as "At", title as "About", text as "Text", read_at as "Read at" from notice
                     where person_id = :person order by told_at"""),
            new DataSection(
                    "Mail to you",
                    "What waits or left in the last weeks; then it is deleted.",
                    Set.of("mail.person_id"),
                    """
                    select queued_at as "Written at", recipient as "To", subject as "Subject", sent_at as "Sent at",
                           given_up_at as "Given up at"
                      from mail where person_id = :person order by queued_at"""),
            new DataSection(
                    "No mail",
                    "Since when you want to be told in the portal only; empty if you do not.",
                    Set.of("no_mail.person_id"),
                    """
                    select since as "Since" from no_mail where person_id = :person"""),
            new DataSection(
                    "Acting on behalf",
                    "When staff acted in your name, and when you did in that of others.",
                    Set.of("acting.person_id", "acting.staff_id"),
                    """
                    select s.name as "By", p.name as "On behalf of", a.reason as "Reason", a.started_at as "Since",
                           a.until as "Until at the latest", a.ended_at as "Ended at"
                      from acting a join person s on s.id = a.staff_id join person p on p.id = a.person_id
                     where :person in (a.staff_id, a.person_id) order by a.started_at"""));
}
