package io.vaultmedia.guarantees;

import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 4, in a host whose own settings of Camel's components are not made for us: each connection is polled. */
@WithKafka
class HostSettingsTest {

    private static final List<String> IDS =
            IntStream.range(0, 30).mapToObj(i -> String.format("conn_%020d", i)).toList();

    private final String prefix = KafkaExtension.freshPrefix();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.seda.queue-size=5",
                "camel.component.seda.queue-size=1,camel.component.seda.default-discard-when-full=true",
                "camel.component.seda.queue-size=1,camel.component.seda.default-block-when-full=true,"
                        + "camel.component.seda.concurrent-consumers=9,camel.component.seda.default-poll-timeout=9000"
            })
    void aHostsQueueSettingsKeepNoConnectionFromBeingPolled(String hosts) {
        Map<String, String> settings = Stream.of(hosts.split(","))
                .map(setting -> setting.split("="))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        settings.put("vault.connections", String.join(",", IDS));
        settings.put("vault.shards", "1");
        try (VaultSimulator api = VaultSimulator.start()) {
            IDS.forEach(id -> api.vault(id).load(3, "full"));
            api.faults().latency(Duration.ofMillis(50));
            try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, settings)) {
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> IDS.stream()
                        .allMatch(id -> api.requests().count(id) >= 3));
            }
        }
    }
}
