package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.vaultmedia.ops.ExportedSpans;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** Guarantee 7, quiet about secrets: traces have one root span for each page and none for a tick, and no secret. */
@WithKafka
class TracesTest {

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);
    private final ExportedSpans exported = new ExportedSpans();

    @Test
    void eachPageIsOneTraceFromFetchToCommit() throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(45, "full");
            api.vault(Product.BOB);
            Map<String, String> settings = new HashMap<>(Product.settings(
                    api,
                    KafkaExtension.bootstrapServers(),
                    prefix,
                    Map.of("vault.trace.enabled", "true", "vault.page.limit", "10", "vault.poll.interval", "1h")));
            settings.put("vault.connections", "alice=" + Product.ALICE + "," + Product.BOB);
            Main main = new Main();
            main.setDefaultPropertyPlaceholderLocation("classpath:application.properties");
            settings.forEach(main::addOverrideProperty);
            main.bind("telemetry", exported.telemetry());
            main.start();
            try {
                published.awaitAllOf(api, "alice", Product.ALICE);
                await().until(() -> api.requests().count(Product.BOB) > 0
                        && exported.traces().size() >= api.requests().count());
            } finally {
                main.stop();
            }
            assertThat(exported.traces()).as("one trace for each request").hasSize((int)
                    api.requests().count());
            assertThat(exported.traces().values()).allSatisfy(trace -> assertThat(trace)
                    .extracting(SpanData::getName)
                    .containsExactlyInAnyOrder("vault page", "fetch", "publish"));
            assertThat(exported.all().toString()).contains("alice").doesNotContain(secrets(api));
        }
    }

    private static List<String> secrets(VaultSimulator api) {
        return List.of(api.apiKey(), Product.ALICE, Product.BOB, "https://");
    }
}
