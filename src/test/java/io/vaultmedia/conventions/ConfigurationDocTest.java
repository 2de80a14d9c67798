package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vaultmedia.api.MediaQuery;
import io.vaultmedia.media.MediaFilter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        assertThat(ConfigurationPage.parameters().keySet())
                .as("query parameters explained in docs/configuration.md, against the contract's: say in "
                        + "ConfigurationPage when it is sent, or why never")
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(parameters);
    }

    @Test
    void saysOfEachQueryParameterWhetherItIsSent() {
        MediaFilter filter =
                new MediaFilter(Set.of("video"), Set.of("video/mp4"), Set.of("full"), BigDecimal.ONE, BigDecimal.TEN);
        Set<String> sent = Stream.of(
                        new MediaQuery(Instant.EPOCH, null, filter, 100, "next"),
                        new MediaQuery(Instant.EPOCH, Instant.EPOCH, filter, 100, null))
                .flatMap(query -> Stream.of(query.toQueryString().split("&")))
                .map(parameter -> parameter.replaceFirst("=.*", ""))
                .collect(Collectors.toSet());
        assertThat(ConfigurationPage.parameters())
                .as("what ConfigurationPage says of query parameters, against what MediaQuery sends")
                .allSatisfy((parameter, said) -> assertThat(said).as(parameter).isEqualTo(sent.contains(parameter)));
    }
}
