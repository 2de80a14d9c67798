package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} says what {@code application.properties} and the API's contract say. */
class ConfigurationDocTest {

    private static final Path CONTRACT =
            Path.of("src", "test", "resources", "contract", "vault-plus-media.openapi.yaml");

    @Test
    void isUpToDate() throws Exception {
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(ConfigurationPage.PAGE.getParent());
            Files.writeString(ConfigurationPage.PAGE, ConfigurationPage.render());
        }
        assertThat(ConfigurationPage.PAGE)
                .as("docs/configuration.md is generated: mvn -q test -Dtest=ConfigurationDocTest -Ddocs.write=true")
                .exists()
                .hasContent(ConfigurationPage.render());
    }

    @Test
    void explainsEachQueryParameterOfTheContract() throws Exception {
        JsonNode contract = new YAMLMapper().readTree(CONTRACT.toFile());
        List<String> parameters = new ArrayList<>();
        for (JsonNode parameter : contract.at("/paths/~1v2~1vault-plus~1media/get/parameters")) {
            if (parameter.get("in").asText().equals("query")) {
                parameters.add(parameter.get("name").asText());
            }
        }
        assertThat(ConfigurationPage.parameters())
                .as("query parameters explained in docs/configuration.md, against the contract's: say in "
                        + "ConfigurationPage when it is sent, or why never")
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(parameters);
    }
}
