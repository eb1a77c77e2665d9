package org.rostrum.agendas.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Act;
import org.rostrum.access.Viewer;
import org.rostrum.agendas.AgendaDrafts;
import org.rostrum.agendas.AgendaEntry;
import org.rostrum.agendas.AgendaItemId;
import org.rostrum.agendas.AgendaPublications;
import org.rostrum.agendas.AgendaTemplate;
import org.rostrum.agendas.AgendaTemplates;
import org.rostrum.agendas.AgendaTimes;
import org.rostrum.agendas.Agendas;
import org.rostrum.agendas.Draft;
import org.rostrum.agendas.ItemKind;
import org.rostrum.agendas.Outline;
import org.rostrum.agendas.OutlineReader;
import org.rostrum.agendas.OutlineRow;
import org.rostrum.agendas.Overflow;
import org.rostrum.agendas.PublishedAgenda;
import org.rostrum.agendas.SavedDraft;
import org.rostrum.agendas.StaleDraft;
import org.rostrum.agendas.outputs.AgendaDocuments;
import org.rostrum.contributions.Contributions;
import org.rostrum.meetings.MeetingId;
import org.rostrum.meetings.MeetingView;
import org.rostrum.meetings.Meetings;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Agendas for programs: the same reads and writes as the pages. */
@RestController
@RequestMapping("/api/v1/meetings/{id}/agenda")
class AgendaApi {

    private final Meetings meetings;
    private final Agendas agendas;
    private final AgendaDrafts drafts;
    private final AgendaTemplates templates;
    private final AgendaTimes times;
    private final AgendaPublications publications;
    private final Contributions contributions;
    private final AgendaDocuments documents;
    private final Clock clock;

    AgendaApi(
            Meetings meetings,
            Agendas agendas,
            AgendaDrafts drafts,
            AgendaTemplates templates,
            AgendaTimes times,
            AgendaPublications publications,
            Contributions contributions,
            AgendaDocuments documents,
            Clock clock) {
        this.meetings = meetings;
        this.agendas = agendas;
        this.drafts = drafts;
        this.templates = templates;
        this.times = times;
        this.publications = publications;
        this.contributions = contributions;
        this.documents = documents;
        this.clock = clock;
    }

    record Item(
            AgendaItemId id,
            String number,
            String title,
            int depth,
            ItemKind kind,
            @Nullable String presenter,
            @Nullable Integer minutes,
            @Nullable String notes) {

        static List<Item> of(List<AgendaEntry> entries) {
            return entries.stream()
                    .map(entry -> new Item(
                            entry.id(),
                            entry.number(),
                            entry.title(),
                            entry.depth(),
                            entry.kind(),
                            entry.presenter(),
                            entry.minutes(),
                            entry.notes()))
                    .toList();
        }
    }

    /**
     * @param room where draft.saved is told to the other editors
     * @param seq how far that room's log has come
     * @param version the latest published version; 0 before the first
     * @param overflow what the meeting's time does not hold; null where it holds all
     */
    record DraftResource(
            MeetingId meeting,
            RoomId room,
            long seq,
            int revision,
            int version,
            boolean unpublishedChanges,
            @Nullable String changedBy,
            @Nullable Instant changedAt,
            @Nullable Overflow overflow,
            List<Item> items) {

        static DraftResource of(Draft draft, @Nullable Overflow overflow) {
            return new DraftResource(
                    draft.meeting(),
                    draft.room(),
                    draft.seq(),
                    draft.revision(),
                    draft.published(),
                    draft.unpublishedChanges(),
                    draft.changedBy(),
                    draft.changedAt(),
                    overflow,
                    Item.of(draft.items()));
        }
    }

    /** @param key by which the client named the row it sent; null for other rows */
    record SavedItem(
            AgendaItemId id,
            @Nullable String key,
            String number,
            String title,
            int depth,
            ItemKind kind,
            @Nullable String presenter,
            @Nullable Integer minutes,
            @Nullable String notes) {}

    /**
     * @param merged whether others had saved since, and both texts were put together
     * @param mergedFrom what the others had changed
     * @param overflow what the meeting's time does not hold; null where it holds all
     */
    record SavedDraftResource(
            MeetingId meeting,
            RoomId room,
            long seq,
            int revision,
            int version,
            boolean unpublishedChanges,
            @Nullable String changedBy,
            @Nullable Instant changedAt,
            boolean merged,
            List<SavedDraft.Theirs> mergedFrom,
            @Nullable Overflow overflow,
            List<SavedItem> items) {

        static SavedDraftResource of(SavedDraft saved, List<@Nullable String> keys, @Nullable Overflow overflow) {
            Draft draft = saved.draft();
            Map<AgendaItemId, String> keyOf = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                String key = keys.get(i);
                if (key != null) {
                    keyOf.put(saved.rows().get(i), key);
                }
            }
            return new SavedDraftResource(
                    draft.meeting(),
                    draft.room(),
                    draft.seq(),
                    draft.revision(),
                    draft.published(),
                    draft.unpublishedChanges(),
                    draft.changedBy(),
                    draft.changedAt(),
                    saved.merged(),
                    saved.mergedFrom(),
                    overflow,
                    draft.items().stream()
                            .map(entry -> new SavedItem(
                                    entry.id(),
                                    keyOf.get(entry.id()),
                                    entry.number(),
                                    entry.title(),
                                    entry.depth(),
                                    entry.kind(),
                                    entry.presenter(),
                                    entry.minutes(),
                                    entry.notes()))
                            .toList());
        }
    }

    /**
     * @param id null for a new item
     * @param key the client's own name for a new row, by which it finds the item that was made of it in the answer
     */
    record Row(
            @Nullable AgendaItemId id,
            @Nullable String key,
            @Nullable Integer depth,
            @Nullable ItemKind kind,
            @Nullable String title,
            @Nullable String presenter,
            @Nullable Integer minutes,
            @Nullable String notes) {

        OutlineRow row() {
            return new OutlineRow(
                    id,
                    Objects.requireNonNullElse(depth, 0),
                    Objects.requireNonNullElse(kind, ItemKind.NORMAL),
                    title == null ? "" : title,
                    presenter,
                    minutes,
                    notes);
        }
    }

    /** @param revision of the draft this was written on */
    record DraftRequest(
            @Nullable Integer revision, @Nullable List<@Nullable Row> items) {

        int writtenOn() {
            if (revision == null) {
                throw Refusal.invalid("revision", "Say the revision of the draft that this replaces.");
            }
            return revision;
        }

        Outline outline() {
            if (items == null) {
                throw Refusal.invalid("items", "Say the items, all of them in their order.");
            }
            List<OutlineRow> rows = new ArrayList<>();
            for (Row row : items) {
                if (row == null) {
                    throw Refusal.invalid("items", "An item must not be null.");
                }
                rows.add(row.row());
            }
            return Outline.of(rows);
        }

        List<@Nullable String> keys() {
            List<@Nullable String> keys = new ArrayList<>();
            for (Row row : Objects.requireNonNull(items)) {
                keys.add(row == null ? null : row.key());
            }
            return keys;
        }
    }

    /** @param revision of the draft to publish */
    record PublicationRequest(
            @Nullable Integer revision, @Nullable String note) {

        int lookedAt() {
            if (revision == null) {
                throw Refusal.invalid("revision", "Say the revision of the draft to publish.");
            }
            return revision;
        }
    }

    @GetMapping
    AgendaJson agenda(@PathVariable MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        return agendas.latest(meeting, viewer)
                .map(agenda -> json(meeting, agenda))
                .orElseThrow(() -> notYet(meeting));
    }

    @GetMapping("/versions/{version}")
    AgendaJson version(@PathVariable MeetingId id, @PathVariable int version, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        return json(meeting, agendas.version(meeting, version, viewer));
    }

    @Operation(
            summary = "Read the draft",
            description = "The text the officers work on. Its room tells of each save: watch it after seq.")
    @ApiResponse(responseCode = "200", description = "The draft")
    @ApiResponse(responseCode = "403", description = "You may not edit this agenda", content = @Content)
    @GetMapping("/draft")
    DraftResource draft(@PathVariable MeetingId id, Viewer viewer) {
        MeetingView meeting = meetings.require(id, viewer);
        Draft draft = drafts.of(meeting, viewer);
        return DraftResource.of(draft, overflow(meeting, draft));
    }

    @Operation(
            summary = "Save the draft",
            description =
                    "All items in their order, and the revision they were written on. What others saved since is put together with it, item by item and field by field; only what both changed differently is refused (409), with each such thing under \"conflicts\". A row without id becomes an item, which the answer names by the key that the row was sent with.")
    @ApiResponse(responseCode = "200", description = "Saved")
    @ApiResponse(responseCode = "403", description = "You may not edit this agenda", content = @Content)
    @ApiResponse(responseCode = "409", description = "Others changed the same; nothing was saved", content = @Content)
    @ApiResponse(responseCode = "413", description = "The body is larger than 4 MB", content = @Content)
    @ApiResponse(
            responseCode = "422",
            description = "Something is wrong with the items; see \"errors\"",
            content = @Content)
    @PutMapping("/draft")
    SavedDraftResource save(@PathVariable MeetingId id, @RequestBody DraftRequest request, Viewer viewer) {
        SavedDraft saved = drafts.save(id, viewer, request.writtenOn(), request.outline());
        return SavedDraftResource.of(saved, request.keys(), overflow(meetings.require(id, viewer), saved.draft()));
    }

    /** Those who have the draft open. */
    record Editors(List<AgendaDrafts.Editor> items) {}

    @Operation(
            summary = "Say who else has the draft open",
            description = "Without yourself. Ask again when the presence of its room changes.")
    @ApiResponse(responseCode = "200", description = "The others, by name")
    @ApiResponse(responseCode = "403", description = "You may not edit this agenda", content = @Content)
    @GetMapping("/draft/editors")
    Editors editors(@PathVariable MeetingId id, Viewer viewer) {
        return new Editors(drafts.others(meetings.require(id, viewer), viewer));
    }

    private @Nullable Overflow overflow(MeetingView meeting, Draft draft) {
        return times.planned(meeting, draft.rows()).overflow();
    }

    /** @param text as pasted: an outline, or cells of a spreadsheet */
    record PastedText(@Nullable String text) {}

    @Operation(
            summary = "Read a pasted text as rows",
            description =
                    "Cells of a spreadsheet with or without headings, or an outline by numbers, indents, bullets or Markdown headings. Nothing is saved.")
    @ApiResponse(responseCode = "200", description = "The rows")
    @ApiResponse(responseCode = "403", description = "You may not edit this agenda", content = @Content)
    @ApiResponse(responseCode = "413", description = "The body is larger than 4 MB", content = @Content)
    @ApiResponse(
            responseCode = "422",
            description = "Something is wrong with the text; \"errors\" has it by line, as lines[12]",
            content = @Content)
    @PostMapping("/outline-readings")
    Rows read(@PathVariable MeetingId id, @RequestBody PastedText pasted, Viewer viewer) {
        viewer.require(Act.EDIT_AGENDA, meetings.require(id, viewer).permissions());
        return Rows.of(OutlineReader.read(pasted.text() == null ? "" : pasted.text()));
    }

    /** @param name under which the group finds it again */
    record TemplateRequest(@Nullable String name) {}

    record TemplateRow(
            String number,
            int depth,
            ItemKind kind,
            String title,
            @Nullable String presenter,
            @Nullable Integer minutes,
            @Nullable String notes) {}

    /** Rows that are no items of this agenda yet. */
    record Rows(List<TemplateRow> items) {

        static Rows of(Outline outline) {
            List<TemplateRow> rows = new ArrayList<>();
            for (int i = 0; i < outline.rows().size(); i++) {
                OutlineRow row = outline.rows().get(i);
                rows.add(new TemplateRow(
                        outline.numbers().get(i),
                        row.depth(),
                        row.kind(),
                        row.title(),
                        row.presenter(),
                        row.minutes(),
                        row.notes()));
            }
            return new Rows(rows);
        }
    }

    @Operation(
            summary = "List what an agenda can begin from",
            description =
                    "The usual agenda, those of the five last meetings of the group that had one, and what the group has saved.")
    @ApiResponse(responseCode = "200", description = "The templates")
    @ApiResponse(responseCode = "403", description = "You may not edit this agenda", content = @Content)
    @GetMapping("/templates")
    List<AgendaTemplate> templates(@PathVariable MeetingId id, Viewer viewer) {
        return templates.list(meetings.require(id, viewer), viewer);
    }

    @Operation(summary = "Read a template as rows")
    @ApiResponse(responseCode = "200", description = "The rows")
    @ApiResponse(responseCode = "403", description = "You may not edit this agenda", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such template", content = @Content)
    @GetMapping("/templates/{template}")
    Rows template(@PathVariable MeetingId id, @PathVariable String template, Viewer viewer) {
        return Rows.of(templates.outline(meetings.require(id, viewer), viewer, template));
    }

    @Operation(
            summary = "Save the draft as a template",
            description = "In place of the one that has the name; that one can be brought back for a day.")
    @ApiResponse(responseCode = "201", description = "Saved")
    @ApiResponse(responseCode = "403", description = "You may not edit this agenda", content = @Content)
    @ApiResponse(responseCode = "422", description = "The draft is empty, or the name is none", content = @Content)
    @PostMapping("/templates")
    @ResponseStatus(HttpStatus.CREATED)
    AgendaTemplates.Saved saveTemplate(
            @PathVariable MeetingId id, @RequestBody TemplateRequest request, Viewer viewer) {
        return templates.save(id, viewer, request.name());
    }

    @Operation(summary = "Rename a template")
    @ApiResponse(responseCode = "200", description = "Renamed")
    @ApiResponse(responseCode = "403", description = "You may not edit this agenda", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such template", content = @Content)
    @ApiResponse(
            responseCode = "409",
            description = "Another has the name, or it is not of the group",
            content = @Content)
    @PutMapping("/templates/{template}")
    AgendaTemplate renameTemplate(
            @PathVariable MeetingId id,
            @PathVariable String template,
            @RequestBody TemplateRequest request,
            Viewer viewer) {
        return templates.rename(id, viewer, template, request.name());
    }

    @Operation(summary = "Remove a template", description = "It can be brought back for a day.")
    @ApiResponse(responseCode = "204", description = "Removed, now or before")
    @ApiResponse(responseCode = "403", description = "You may not edit this agenda", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such template", content = @Content)
    @ApiResponse(responseCode = "409", description = "It is not of the group", content = @Content)
    @DeleteMapping("/templates/{template}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeTemplate(@PathVariable MeetingId id, @PathVariable String template, Viewer viewer) {
        templates.remove(id, viewer, template);
    }

    @Operation(
            summary = "Bring a template back",
            description = "One that was removed or replaced. What has its name now is removed.")
    @ApiResponse(responseCode = "200", description = "It is there again")
    @ApiResponse(responseCode = "403", description = "You may not edit this agenda", content = @Content)
    @ApiResponse(
            responseCode = "404",
            description = "No such template, or it was removed more than a day ago",
            content = @Content)
    @ApiResponse(responseCode = "409", description = "It is not of the group", content = @Content)
    @PostMapping("/templates/{template}/restoration")
    AgendaTemplates.Saved restoreTemplate(@PathVariable MeetingId id, @PathVariable String template, Viewer viewer) {
        return templates.restore(id, viewer, template);
    }

    @PostMapping("/publications")
    @ResponseStatus(HttpStatus.CREATED)
    AgendaJson publish(
            @PathVariable MeetingId id,
            @RequestBody PublicationRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Viewer viewer) {
        PublishedAgenda agenda =
                publications.publish(id, viewer, request.lookedAt(), request.note() == null ? "" : request.note(), key);
        return json(meetings.require(id, viewer), agenda);
    }

    private AgendaJson json(MeetingView meeting, PublishedAgenda agenda) {
        return AgendaJson.of(
                meeting,
                agenda,
                times.of(meeting, agenda),
                contributions.underItems(meeting),
                documents.of(meeting.id(), agenda.version()),
                clock.instant());
    }

    /** Beside the words: the newer revision, and each thing that both changed. */
    @ExceptionHandler
    ProblemDetail stale(StaleDraft e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        problem.setProperty("revision", e.current());
        problem.setProperty("conflicts", e.conflicts());
        return problem;
    }

    private static ErrorResponseException notYet(MeetingView meeting) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.NOT_FOUND, Expected.title(meeting) + ". " + Expected.sentence(meeting));
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("expectedOn", meeting.agendaExpectedOn());
        problem.setProperties(more);
        return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
    }
}
