package org.rostrum.registrations.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rostrum.access.Viewer;
import org.rostrum.events.EventId;
import org.rostrum.meetings.ParticipationMode;
import org.rostrum.registrations.Participants;
import org.rostrum.registrations.PlaceState;
import org.rostrum.registrations.QuestionId;
import org.rostrum.registrations.QuestionKind;
import org.rostrum.registrations.Registration;
import org.rostrum.registrations.RegistrationPart;
import org.rostrum.registrations.RegistrationRequest;
import org.rostrum.registrations.RegistrationSetup;
import org.rostrum.registrations.RegistrationSetups;
import org.rostrum.registrations.Registrations;
import org.rostrum.shared.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own registration for programs, and who comes: what the pages show, and no more. */
@RestController
@RequestMapping("/api/v1/events/{id}")
@Tag(name = "Registration", description = "For events; what is held within another is registered for with it.")
class RegistrationApi {

    private final RegistrationSetups setups;
    private final Registrations registrations;
    private final Participants participants;
    private final Clock clock;

    RegistrationApi(RegistrationSetups setups, Registrations registrations, Participants participants, Clock clock) {
        this.setups = setups;
        this.registrations = registrations;
        this.participants = participants;
        this.clock = clock;
    }

    @Schema(name = "RegistrationPart")
    record Part(
            EventId event,
            String name,
            boolean inPerson,
            boolean remote,

            @Schema(description = "Null where there is no limit") @Nullable Integer inPersonPlacesLeft,

            @Schema(description = "Null where there is no limit") @Nullable Integer remotePlacesLeft) {

        static Part of(RegistrationPart part) {
            return new Part(
                    part.event(),
                    part.name(),
                    part.inPerson(),
                    part.remote(),
                    part.left(ParticipationMode.IN_PERSON),
                    part.left(ParticipationMode.REMOTE));
        }
    }

    @Schema(name = "RegistrationQuestion")
    record Question(
            QuestionId id,
            String label,
            QuestionKind kind,
            List<String> options,
            boolean required,
            boolean inPersonOnly) {}

    @Schema(name = "RegistrationChoice")
    record Choice(
            EventId event,
            ParticipationMode mode,
            PlaceState place,

            @Schema(description = "On the waiting list, from 1; 0 for who has a place")
            int position) {}

    @Schema(name = "RegistrationAnswer")
    record Answer(@Nullable QuestionId question, @Nullable String answer) {}

    @Schema(name = "OwnRegistration")
    record Own(
            @Schema(description = "What the QR code and the badge hold")
            String code,

            int version,
            boolean listed,
            Instant registeredAt,
            Instant changedAt,
            List<Choice> parts,
            List<Answer> answers,
            Set<UUID> meetings) {

        static Own of(Registration own) {
            return new Own(
                    own.code(),
                    own.version(),
                    own.listed(),
                    own.registeredAt(),
                    own.changedAt(),
                    own.choices().stream()
                            .map(choice -> new Choice(choice.part(), choice.mode(), choice.place(), choice.position()))
                            .toList(),
                    own.answers().entrySet().stream()
                            .map(answer -> new Answer(answer.getKey(), answer.getValue()))
                            .toList(),
                    own.meetings());
        }
    }

    @Schema(name = "Registration")
    record Resource(
            EventId event,
            String timeZone,
            RegistrationSetup.Phase phase,
            Instant opensAt,
            Instant closesAt,
            Instant changeUntil,
            List<Part> parts,
            List<Question> questions,

            @Schema(description = "Null where you are not registered") @Nullable Own own) {}

    private Resource resource(EventId id, Viewer viewer) {
        RegistrationSetup setup = setups.require(id);
        return new Resource(
                id,
                setup.zone().getId(),
                setup.phase(clock.instant()),
                setup.opensAt(),
                setup.closesAt(),
                setup.changeUntil(),
                setup.parts().stream().map(Part::of).toList(),
                setup.asked().stream()
                        .map(question -> new Question(
                                question.id(),
                                question.label(),
                                question.kind(),
                                question.answers(),
                                question.required(),
                                question.inPersonOnly()))
                        .toList(),
                registrations
                        .of(id, viewer.person())
                        .filter(Registration::active)
                        .map(Own::of)
                        .orElse(null));
    }

    @GetMapping("/registration")
    @Operation(summary = "Registration for an event, and your own")
    Resource registration(@PathVariable EventId id, Viewer viewer) {
        return resource(id, viewer);
    }

    @Schema(name = "RegistrationChoiceRequest")
    record ChoiceRequest(@Nullable EventId event, @Nullable ParticipationMode mode) {}

    /** @param version null for a first registration */
    @Schema(name = "RegistrationRequest")
    record Request(
            @Nullable Integer version,
            @Nullable List<ChoiceRequest> parts,
            @Nullable List<Answer> answers,

            @Schema(description = "The group meetings you attend") @Nullable Set<UUID> meetings,

            @Schema(description = "Whether other participants may read your name; false where it is not said") @Nullable Boolean listed) {

        RegistrationRequest asked() {
            Map<EventId, ParticipationMode> choices = new LinkedHashMap<>();
            for (ChoiceRequest part : parts == null ? List.<ChoiceRequest>of() : parts) {
                if (part == null || part.event() == null || part.mode() == null) {
                    throw Refusal.invalid("parts", "Say of each part its event and the mode.");
                }
                choices.put(part.event(), part.mode());
            }
            Map<QuestionId, String> answered = new LinkedHashMap<>();
            for (Answer answer : answers == null ? List.<Answer>of() : answers) {
                if (answer == null || answer.question() == null) {
                    throw Refusal.invalid("answers", "Say of each answer its question.");
                }
                answered.put(answer.question(), answer.answer() == null ? "" : answer.answer());
            }
            return new RegistrationRequest(
                    choices,
                    answered,
                    meetings == null ? Set.of() : new HashSet<>(meetings),
                    Boolean.TRUE.equals(listed));
        }
    }

    @PutMapping("/registration")
    @Operation(
            summary = "Register, or change your registration",
            description = "All of it is replaced. Where no place is left you are put on the waiting list, which the"
                    + " answer says; sending the same again changes nothing.")
    @ApiResponse(responseCode = "200", description = "Registered, with the places as they were given")
    @ApiResponse(responseCode = "409", description = "Not open, closed, over, or changed meanwhile", content = @Content)
    @ApiResponse(responseCode = "422", description = "An answer is missing or none that is offered", content = @Content)
    Resource register(@PathVariable EventId id, @RequestBody Request request, Viewer viewer) {
        registrations.register(id, request.asked(), request.version(), viewer);
        return resource(id, viewer);
    }

    @DeleteMapping("/registration")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Withdraw")
    void withdraw(@PathVariable EventId id, Viewer viewer) {
        registrations.withdraw(id, viewer);
    }

    @Schema(name = "Participant")
    record Person(String name, boolean guest) {}

    @Schema(name = "ParticipantParty")
    record Party(
            @Schema(description = "The organisation; \"Guests\" and \"Staff\" for who represents none")
            String name,

            List<Person> people,

            @Schema(description = "How many more come who did not agree to be listed")
            int unlisted) {}

    @Schema(name = "ParticipantCount")
    record Count(EventId event, String name, int inPerson, int remote) {}

    @Schema(name = "Participants")
    record Listing(List<Count> parts, List<Party> parties) {}

    @GetMapping("/participants")
    @Operation(summary = "Who comes, by organisation")
    Listing participants(
            @PathVariable EventId id,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "") String part,
            @RequestParam(defaultValue = "") String mode,
            Viewer viewer) {
        Participants.Listing listing = participants.list(id, ParticipantsController.filter(q, part, mode), viewer);
        return new Listing(
                listing.attending().stream()
                        .map(one -> new Count(one.part().event(), one.part().name(), one.inPerson(), one.remote()))
                        .toList(),
                listing.parties().stream()
                        .map(party -> new Party(
                                party.name(),
                                party.people().stream()
                                        .map(person -> new Person(person.name(), person.guest()))
                                        .toList(),
                                party.unlisted()))
                        .toList());
    }
}
