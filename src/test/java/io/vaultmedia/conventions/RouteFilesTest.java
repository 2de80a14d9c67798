package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the route files are written. */
class RouteFilesTest {

    private static final int MAX_LINES = 60;
    private static final Set<String> EXPRESSIONS = Set.of("simple", "constant", "method", "exchangeProperty", "header");
    /** Beans that the routes of a host may name. */
    private static final Set<String> FOR_HOSTS = Set.of("vaultStatus");

    private static final Pattern BEAN = Pattern.compile("\"(vault[A-Z]\\w+)\"");
    private static final Path WIRING = Path.of("src/main/java/io/vaultmedia/Bundle.java");

    private static final JsonSchema SCHEMA = schema();
    private static final CamelCatalog CATALOG = new DefaultCamelCatalog();

    private static JsonSchema schema() {
        try (InputStream in = RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<RouteFile> all() throws IOException {
        return RouteFile.all();
    }

    static List<RouteFile> routes() throws IOException {
        return RouteFile.routes();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isWhatCamelsSchemaAllows(RouteFile file) {
        assertThat(SCHEMA.validate(file.yaml()))
                .as("%s: mend what camelYamlDsl.json of camel-yaml-dsl does not allow", file)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void fitsOnAPage(RouteFile file) {
        assertThat(file.lines().size())
                .as("lines of %s: move a part with a name of its own to a direct: route of that name", file)
                .isLessThanOrEqualTo(MAX_LINES);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void holdsOneRouteOfItsOwnNameAndSaysWhatItDoes(RouteFile file) {
        assertThat(file.yaml())
                .as("%s: one route a file; no onException or errorHandler outside of it, it would bind a host's", file)
                .hasSize(1);
        assertThat(file.yaml().get(0).fieldNames().next()).isEqualTo("route");
        assertThat(file.entry().path("id").asText()).as("id in %s", file).isEqualTo("vault-" + file.name());
        assertThat(file.entry().path("description").asText())
                .as("description in %s", file)
                .isNotBlank();
        assertThat(file.route().path("from").path("uri").asText())
                .as("%s: name its entry vault-, then the file", file)
                .isIn("direct:vault-" + file.name(), "seda:vault-" + file.name(), "scheduler:vault-" + file.name());
    }

    @Test
    void idsAreUnique() throws IOException {
        List<String> ids = new ArrayList<>();
        for (RouteFile file : RouteFile.all()) {
            file.forEachField((name, value) -> {
                if (name.equals("id") && value.isTextual()) {
                    ids.add(value.asText());
                }
            });
        }
        assertThat(ids).as("ids over all routes: rename one of the two").doesNotHaveDuplicates();
    }

    private static boolean isExpression(String name) {
        return EXPRESSIONS.contains(name) || name.equals("ref");
    }

    @ParameterizedTest
    @MethodSource("all")
    void isCanonical(RouteFile file) {
        file.forEachField((name, value) -> {
            if (name.equals("uri")) {
                assertThat(value.asText())
                        .as("%s: write options under parameters:", file)
                        .doesNotContain("?");
            }
            if (EXPRESSIONS.contains(name) && !(name.equals("method") && value.isTextual())) {
                assertThat(value.isObject())
                        .as("%s: write '%s: %s' out, as %s: {expression: …}", file, name, value, name)
                        .isTrue();
            }
            if (!name.equals("expression")) {
                value.properties().forEach(field -> assertThat(
                                field.getValue().isObject() && isExpression(field.getKey()))
                        .as("%s: write '%s' in '%s' as expression: {%s: …}", file, field.getKey(), name, field.getKey())
                        .isFalse());
            }
            if (name.equals("to") || name.equals("toD") || name.equals("bean")) {
                assertThat(value.isObject())
                        .as("%s: write '%s' out, uri: and all", file, name)
                        .isTrue();
            }
            if (name.equals("toD")) {
                assertThat(value.path("uri").asText())
                        .as("%s: toD resolves placeholders in what it is given: never feed it anything remote", file)
                        .doesNotContain("${");
            }
        });
    }

    @Test
    void beansAreThoseThatAreBound() throws IOException {
        Set<String> used = new TreeSet<>(FOR_HOSTS);
        for (RouteFile file : RouteFile.routes()) {
            file.forEachField((name, value) -> {
                if (value.isTextual() && (name.equals("ref") || value.asText().startsWith("#"))) {
                    used.add(value.asText().replace("#", ""));
                } else if (name.equals("ref")) { // as an expression: {expression: vaultNewlyStored}
                    used.add(value.path("expression").asText());
                } else if (name.equals("objectMapper")) {
                    used.add(value.asText());
                }
            });
        }
        Set<String> bound = new TreeSet<>();
        for (Matcher bean = BEAN.matcher(Files.readString(WIRING)); bean.find(); ) {
            bound.add(bean.group(1));
        }
        assertThat(used)
                .as("beans that routes name, against those that Bundle binds: bind what is missing, drop "
                        + "what no route uses")
                .isEqualTo(bound);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void endpointOptionsExist(RouteFile file) {
        List<JsonNode> endpoints = new ArrayList<>();
        file.forEachField((name, value) -> {
            if (value.path("uri").isTextual()) {
                endpoints.add(value);
            }
        });
        assertThat(endpoints).isNotEmpty().allSatisfy(endpoint -> {
            EndpointValidationResult result = CATALOG.validateEndpointProperties(uriOf(endpoint), true);
            assertThat(result.isSuccess())
                    .as("%s: %s", file, result.summaryErrorMessage(false))
                    .isTrue();
        });
    }

    private static String uriOf(JsonNode endpoint) {
        StringJoiner uri = new StringJoiner("&");
        endpoint.path("parameters").properties().forEach(option -> {
            String value = option.getValue().asText();
            uri.add(option.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        });
        String base = endpoint.get("uri")
                .asText()
                .replace("{{vaultApiUrl}}", "https://api.example")
                .replaceAll("\\{\\{.*?}}|\\$\\{.*?}", "x");
        return base + (uri.length() == 0 ? "" : "?" + uri);
    }
}
