package org.rostrum.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** What docker-compose.yml says, as far as this file makes use of it. */
final class Compose {

    /** {@code ${NAME}}, {@code ${NAME:-otherwise}} and {@code ${NAME:?what to set}}. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::([-?])([^}]*))?}");

    private final Map<String, Map<String, Object>> services;

    private Compose(Map<String, Map<String, Object>> services) {
        this.services = services;
    }

    @SuppressWarnings("unchecked")
    static Compose read() {
        try {
            Map<String, Object> file = new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
            return new Compose((Map<String, Map<String, Object>>) Objects.requireNonNull(file.get("services")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Service(String name, Map<String, Object> said) {

        String image() {
            return text("image");
        }

        private String text(String key) {
            Object value = said.get(key);
            if (value == null) {
                throw new AssertionError(name + " has no " + key);
            }
            return value.toString();
        }

        List<String> list(String key) {
            return said.get(key) instanceof List<?> list
                    ? list.stream().map(Object::toString).toList()
                    : List.of();
        }

        /** As it is written. */
        Map<String, String> environment() {
            Map<String, String> environment = new LinkedHashMap<>();
            if (said.get("environment") instanceof Map<?, ?> given) {
                given.forEach((key, value) -> environment.put(key.toString(), value.toString()));
            }
            return environment;
        }

        /** As the container gets it. */
        Map<String, String> environment(Map<String, String> variables) {
            Map<String, String> environment = environment();
            environment.replaceAll((key, value) -> filledIn(value, variables));
            return environment;
        }

        List<String> healthCheck() {
            return said.get("healthcheck") instanceof Map<?, ?> check && check.get("test") instanceof List<?> test
                    ? test.stream().map(Object::toString).toList()
                    : List.of();
        }
    }

    /** A variable that the file uses. */
    record Variable(
            String name,
            @Nullable String otherwise,
            @Nullable String whatToSet) {}

    Set<String> names() {
        return services.keySet();
    }

    Service service(String name) {
        Map<String, Object> said = services.get(name);
        if (said == null) {
            throw new AssertionError("no service " + name);
        }
        return new Service(name, said);
    }

    static List<Variable> variables(String text) {
        return VARIABLE.matcher(text)
                .results()
                .map(found -> new Variable(
                        found.group(1),
                        "-".equals(found.group(2)) ? found.group(3) : null,
                        "?".equals(found.group(2)) ? found.group(3) : null))
                .toList();
    }

    static String filledIn(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            Variable variable = variables(found.group()).getFirst();
            String value = variables.getOrDefault(variable.name(), variable.otherwise());
            if (value == null) {
                throw new IllegalArgumentException(variable.name() + ": " + variable.whatToSet());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** The variables without which it does not start. */
    Set<String> required() {
        Set<String> required = new TreeSet<>();
        for (String name : names()) {
            service(name).environment().values().stream()
                    .flatMap(value -> variables(value).stream())
                    .filter(variable -> variable.otherwise() == null)
                    .forEach(variable -> required.add(variable.name()));
        }
        return required;
    }
}
