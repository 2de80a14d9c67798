package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vaultmedia.sandbox.api.SimulatedApi;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code compose.yaml} agrees with the image, the settings and the test kit that it names. */
class ComposeTest {

    private JsonNode services;

    @BeforeEach
    void read() throws IOException {
        services = ManifestReader.YAML.readTree(new File("compose.yaml")).get("services");
    }

    @Test
    void imagesAreOfThisVersion() throws Exception {
        String image = "${VAULT_IMAGE:-vault-media-routes:" + Project.version() + "}";

        assertThat(List.of(services.at("/vault-media-routes/image"), services.at("/simulated-api/image")))
                .extracting(JsonNode::asText)
                .containsOnly(image);
        assertThat(services.at("/simulated-api/volumes/0").asText())
                .isEqualTo("./target/vault-media-routes-" + Project.version() + "-testkit.jar:/testkit.jar:ro");
    }

    @Test
    void variablesAreSettings() throws IOException {
        List<String> known = Project.declaredSettings().stream()
                .map(key -> key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))
                .toList();

        assertThat(services.at("/vault-media-routes/environment").fieldNames())
                .toIterable()
                .isNotEmpty()
                .isSubsetOf(known);
    }

    @Test
    void theSimulatedApiIsAProgram() throws Exception {
        assertThat(services.at("/simulated-api/entrypoint/3").asText()).isEqualTo(SimulatedApi.class.getName());
        assertThat(SimulatedApi.class.getMethod("main", String[].class)).isNotNull();
    }

    @Test
    void theProductHasNoPrivileges() {
        assertThat(services.at("/vault-media-routes/read_only").asBoolean()).isTrue();
        assertThat(services.at("/vault-media-routes/cap_drop/0").asText()).isEqualTo("ALL");
    }
}
