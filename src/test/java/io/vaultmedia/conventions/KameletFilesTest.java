package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of Apache Camel's own Kamelet catalogue (script/validator and kamelets-maven-plugin in apache/camel-kamelets), but
 * for one: the provider is not the Apache Software Foundation.
 */
class KameletFilesTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String SUFFIX = ".kamelet.yaml";
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\??([A-Za-z]+)(:[^{}]*)?}}");
    private static final Set<String> OF_THE_RUNTIME = Set.of("routeId", "templateId", "uuid");
    private static final Pattern TITLE = Pattern.compile("(?!The |An? )[A-Z]\\w*( [A-Z]\\w*)*");

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("kamelets"))) {
            return all.filter(file -> file.toString().endsWith(SUFFIX)).toList().stream();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(SUFFIX, "");
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(text -> assertThat(texts.add(text.asText()))
                .as("%s is listed once", text)
                .isTrue());
        return texts;
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatItIs(Path file) throws IOException {
        JsonNode kamelet = YAML.readTree(file.toFile());
        String type = name(file).replaceFirst(".*-", "");
        assertThat(type).isIn("source", "sink", "action");
        assertThat(kamelet.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.path("kind").asText()).isEqualTo("Kamelet");
        JsonNode metadata = kamelet.path("metadata");
        assertThat(metadata.path("name").asText()).isEqualTo(name(file));
        assertThat(metadata.path("labels").path("camel.apache.org/kamelet.type").asText())
                .isEqualTo(type);
        JsonNode annotations = metadata.path("annotations");
        assertThat(annotations.path("camel.apache.org/kamelet.icon").asText()).startsWith("data:image/svg+xml;base64,");
        for (String key :
                List.of("kamelet.support.level", "catalog.version", "provider", "kamelet.group", "kamelet.namespace")) {
            assertThat(annotations.path("camel.apache.org/" + key).asText())
                    .as(key)
                    .isNotBlank();
        }
        JsonNode definition = kamelet.path("spec").path("definition");
        assertThat(definition.path("title").asText()).matches(TITLE).endsWithIgnoringCase(type);
        assertThat(definition.path("description").asText()).isNotBlank();
        assertThat(definition.path("type").asText()).isEqualTo("object");
    }

    @ParameterizedTest
    @MethodSource("files")
    void describesEachProperty(Path file) throws IOException {
        JsonNode definition = YAML.readTree(file.toFile()).path("spec").path("definition");
        JsonNode properties = definition.path("properties");
        Set<String> seen = new HashSet<>();
        properties.properties().forEach(property -> {
            JsonNode value = property.getValue();
            assertThat(value.path("type").asText()).as(property.getKey()).isNotBlank();
            assertThat(value.path("title").asText())
                    .as(property.getKey())
                    .matches(TITLE)
                    .satisfies(title -> assertThat(seen.add(title))
                            .as("%s is unique", title)
                            .isTrue());
            assertThat(value.path("description").asText())
                    .as(property.getKey())
                    .isNotBlank()
                    .satisfies(text ->
                            assertThat(seen.add(text)).as("%s is unique", text).isTrue());
            Set<String> descriptors = texts(value.path("x-descriptors"));
            assertThat(descriptors).noneMatch(text -> text.startsWith("urn:alm:descriptor:com.tectonic.ui"));
            assertThat(descriptors.contains("urn:camel:group:credentials"))
                    .as("%s: a password is a credential", property.getKey())
                    .isEqualTo(value.path("format").asText().equals("password"));
        });
        assertThat(texts(definition.path("required"))).allMatch(properties::has);
    }

    @ParameterizedTest
    @MethodSource("files")
    void usesWhatItDeclaresAndDeclaresWhatItUses(Path file) throws IOException {
        JsonNode spec = YAML.readTree(file.toFile()).path("spec");
        Set<String> declared = new TreeSet<>();
        spec.path("definition").path("properties").fieldNames().forEachRemaining(declared::add);
        spec.path("template")
                .path("beans")
                .forEach(bean -> declared.add(bean.path("name").asText()));
        Set<String> used = PARAMETER
                .matcher(YAML.writeValueAsString(spec))
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(name -> !OF_THE_RUNTIME.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).isEqualTo(declared);
        assertThat(spec.path("template").toString()).contains("kamelet:sink");
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesItsDependenciesAndTheirOptions(Path file) throws IOException {
        JsonNode spec = YAML.readTree(file.toFile()).path("spec");
        List<String> dependencies = List.copyOf(texts(spec.path("dependencies")));
        assertThat(dependencies).isNotEmpty().allMatch(name -> name.matches("(camel:|mvn:|github:).+"));
        JsonNode from = spec.path("template").path("from");
        String scheme = from.path("uri").asText().replaceFirst(":.*", "");
        assertThat(spec.path("dependencies").get(0).asText())
                .as("the catalogue checks the options of the first one")
                .isEqualTo("camel:" + scheme);
        Set<String> options = new DefaultCamelCatalog()
                .componentModel(scheme).getEndpointParameterOptions().stream()
                        .map(BaseOptionModel::getName)
                        .collect(Collectors.toSet());
        assertThat(from.path("parameters").properties().stream().map(one -> one.getKey()))
                .allMatch(options::contains);
    }
}
