package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Guarantee 7, quiet about secrets, in a log of JSON at DEBUG: which says of each variant where it is. */
@WithKafka
class JsonLogTest {

    private static final String NO_ALIAS = "conn_no_alias_0secret3secret4";
    private static final int EACH = 40;

    private final String prefix = KafkaExtension.freshPrefix();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void eachLineIsAnObjectAndThoseOfAScanSayWhichOne() throws IOException {
        String log = logOfARun();

        List<JsonNode> events = new ArrayList<>();
        for (String line : log.lines().toList()) {
            events.add(json.readTree(line));
        }
        assertThat(events).allSatisfy(event -> {
            assertThat(event.get("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(event.fieldNames()).toIterable().contains("level", "thread", "logger", "message");
        });
        assertThat(events)
                .filteredOn(event -> event.get("message").asText().contains(" scan of alice, page"))
                .isNotEmpty()
                .allSatisfy(event -> {
                    assertThat(event.get("scan").asText()).matches("[0-9a-f]{8}");
                    assertThat(event.get("connection").asText()).isEqualTo("alice");
                });
        assertThat(events)
                .filteredOn(event ->
                        event.get("message").asText().matches("\\d+/full is sent to " + prefix + "\\.\\w+-\\d+@\\d+"))
                .hasSize(2 * EACH);
        assertThat(log).doesNotContain(Product.ALICE, NO_ALIAS, "https://media.ofauth.com/");
    }

    private String logOfARun() {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(EACH, "full");
            api.vault(NO_ALIAS).load(EACH, "full");
            Map<String, String> settings = Product.settings(
                    api,
                    KafkaExtension.bootstrapServers(),
                    prefix,
                    Map.of("vault.connections", "alice=" + Product.ALICE + "," + NO_ALIAS));
            String connections = settings.remove("vault.connections");
            Map<String, String> environment =
                    Map.of("VAULT_LOG_FORMAT", "json", "VAULT_LOG_LEVEL", "DEBUG", "VAULT_CONNECTIONS", connections);
            try (ProductProcess product = ProductProcess.start(settings, environment)) {
                Published.of(prefix).awaitAllOf(api, "alice", Product.ALICE);
                Published.of(prefix).awaitAllOf(api, NO_ALIAS, NO_ALIAS);
                product.close();
                return product.log();
            }
        }
    }
}
