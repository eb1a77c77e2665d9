package org.rostrum.rooms.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rostrum.rooms.RoomId;
import org.rostrum.shared.NewId;
import org.rostrum.testing.RostrumTest;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document that others build on says what the server does. */
@RostrumTest
class AsyncApiTests {

    private final JsonNode document;
    private final Wire wire;
    private final JsonMapper json;

    AsyncApiTests(MockMvcTester mvc, Wire wire, JsonMapper json) throws IOException {
        this.wire = wire;
        this.json = json;
        var answer = mvc.get().uri("/api/asyncapi.json").exchange();
        assertThat(answer).hasStatusOk();
        document = json.readTree(answer.getResponse().getContentAsByteArray());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.get("asyncapi").stringValue()).startsWith("3.0");
        List<String> references = references(document);
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    private static List<String> references(JsonNode node) {
        List<String> references = new ArrayList<>();
        if (node.has("$ref")) {
            references.add(node.get("$ref").stringValue());
        }
        node.forEach(child -> references.addAll(references(child)));
        return references;
    }

    private Set<String> messagesOf(String operation) {
        Set<String> names = new TreeSet<>();
        document.at("/operations/" + operation + "/messages").forEach(message -> {
            String reference = message.get("$ref").stringValue();
            names.add(reference.substring(reference.lastIndexOf('/') + 1));
        });
        return names;
    }

    @Test
    void aClientMaySendWhatTheServerUnderstandsAndTheExamplesAreIt() throws Wire.Malformed {
        Set<String> understood = new TreeSet<>();
        for (Class<?> request : Wire.Request.class.getPermittedSubclasses()) {
            understood.add(request.getSimpleName().toLowerCase(Locale.ROOT));
        }
        assertThat(messagesOf("ask")).isEqualTo(understood);
        for (String name : understood) {
            Wire.Request read = wire.read(example(name).toString());
            assertThat(read.getClass().getSimpleName().toLowerCase(Locale.ROOT)).isEqualTo(name);
        }
    }

    @Test
    void theServerSendsWhatItSaysItSends() {
        RoomId room = new RoomId(NewId.next());
        Map<String, Encoded> sent = new TreeMap<>();
        sent.put("events", Wire.events(room, List.of("{\"seq\":1}", "{\"seq\":2}")));
        sent.put("presence", wire.presence(room, new Presence(2, new TreeMap<>(Map.of("Examplecom", 1L)))));
        sent.put(
                "writing",
                wire.writing(
                        room,
                        List.of(new Writing(
                                NewId.next(), List.of(new Writing.Writer(NewId.next(), "Dana Sample", null)), 2))));
        sent.put("error", wire.error(HttpStatus.NOT_FOUND, room.toString(), "There is no such room."));
        assertThat(messagesOf("push")).isEqualTo(sent.keySet());
        sent.forEach((name, frame) -> {
            JsonNode really = json.readTree(frame.toString());
            JsonNode documented = example(name);
            assertThat(really.propertyNames()).isEqualTo(documented.propertyNames());
            assertThat(really.get(name).propertyNames())
                    .isEqualTo(documented.get(name).propertyNames());
        });
    }

    private JsonNode example(String message) {
        return document.at("/components/messages/" + message + "/examples/0/payload");
    }

    /** Found in the source, because the types are said where the events are appended, in every capability. */
    @Test
    void everyTypeOfEventThatIsAppendedIsDescribed() throws IOException {
        Pattern append = Pattern.compile(
                "(?:log\\.append\\(\\s*[^,]+,|new Entry\\()\\s*(?:\\w+\\s*\\?\\s*\"([^\"]+)\"\\s*:\\s*)?"
                        + "(\"[^\"]+\"|[A-Z_]+)\\s*,");
        Collection<String> appended = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                Matcher type = append.matcher(source);
                while (type.find()) {
                    if (type.group(1) != null) {
                        appended.add(type.group(1));
                    }
                    appended.add(
                            type.group(2).startsWith("\"")
                                    ? type.group(2).replace("\"", "")
                                    : constant(source, type.group(2)));
                }
            }
        }
        Set<String> described = new TreeSet<>();
        document.at("/components/schemas/event/oneOf").forEach(schema -> {
            String reference = schema.get("$ref").stringValue();
            described.add(reference.substring(reference.lastIndexOf('/') + 1));
        });
        assertThat(appended).contains("message.posted", "message.pinned", "message.unpinned");
        assertThat(described).containsAll(appended);
    }

    private static String constant(String source, String name) {
        return Arrays.stream(source.split("\n"))
                .filter(line -> line.contains("String " + name + " ="))
                .map(line -> line.replaceAll(".*\"(.*)\".*", "$1"))
                .findFirst()
                .orElseThrow();
    }
}
