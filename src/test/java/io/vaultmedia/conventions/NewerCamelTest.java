package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The route files fit a newer Camel than ours, in the one form that its tools write and its later versions will not warn about:
 * no shorthand, no {@code from:} at the top.
 */
class NewerCamelTest {

    /** Maven unpacks them from the camel-yaml-dsl of that version. */
    private static final Path SCHEMAS = Path.of("target", "camel-newer", "schema");

    private static JsonSchema all;
    private static JsonSchema canonical;

    @BeforeAll
    static void readSchemas() throws IOException {
        if (System.getenv("CI") == null) { // There, Maven has always unpacked them.
            assumeThat(SCHEMAS).as("mvn test-compile unpacks the schemas").exists();
        }
        all = schema("camelYamlDsl.json");
        canonical = schema("camelYamlDsl-canonical.json");
    }

    private static JsonSchema schema(String name) throws IOException {
        try (InputStream in = Files.newInputStream(SCHEMAS.resolve(name))) {
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(in);
        }
    }

    static List<RouteFile> all() throws IOException {
        return RouteFile.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isWhatItsSchemaAllows(RouteFile file) {
        assertThat(all.validate(file.yaml()))
                .as("%s: mend what its camelYamlDsl.json does not allow", file)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isWrittenOutAsItsToolsWriteIt(RouteFile file) {
        assertThat(canonical.validate(file.yaml()))
                .as("%s: write out what its camelYamlDsl-canonical.json does not allow", file)
                .isEmpty();
    }
}
