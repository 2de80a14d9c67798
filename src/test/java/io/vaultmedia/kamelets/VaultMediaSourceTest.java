package io.vaultmedia.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.sandbox.api.MediaType;
import io.vaultmedia.sandbox.api.StoredVariant;
import io.vaultmedia.sandbox.api.VaultItem;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kamelets/vault-media-source.kamelet.yaml}, against the simulated API. */
@Tag("slow")
class VaultMediaSourceTest {

    private static final String ID = "conn_alice0000000000000001";

    private final VaultSimulator api = VaultSimulator.start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicInteger failures = new AtomicInteger();

    @AfterEach
    void stop() {
        context.stop();
        api.close();
    }

    private MockEndpoint start(String options) throws Exception {
        context.getComponent("kamelet", KameletComponent.class).setLocation("file:kamelets");
        context.getPropertiesComponent().addInitialProperty("key", api.apiKey());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:vault-media-source?apiKey={{key}}&connectionId=" + ID + "&period=200&limit=2&baseUrl="
                                + api.baseUrl() + options)
                        .process(exchange -> {
                            if (failures.getAndDecrement() > 0) {
                                throw new IllegalStateException("a failure of the sink");
                            }
                        })
                        .to("mock:emitted");
            }
        });
        MockEndpoint emitted = context.getEndpoint("mock:emitted", MockEndpoint.class);
        context.start();
        return emitted;
    }

    private static List<StoredVariant> variants(MockEndpoint emitted) {
        return emitted.getExchanges().stream()
                .map(VaultMediaSourceTest::json)
                .map(json -> new StoredVariant(
                        json.path("mediaId").asText(),
                        json.path("label").asText(),
                        json.path("storedAt").asLong()))
                .toList();
    }

    private static JsonNode json(Exchange exchange) {
        try {

            return new ObjectMapper().readTree(exchange.getMessage().getBody(String.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<StoredVariant> stored() {
        return api.vault(ID).everStored();
    }

    private void awaitAll(MockEndpoint emitted) {
        await().untilAsserted(() -> assertThat(variants(emitted)).containsExactlyInAnyOrderElementsOf(stored()));
    }

    @Test
    void emitsEachNewlyStoredVariantOnce() throws Exception {
        api.vault(ID).load(5, "full", "thumb");
        VaultItem pending = api.vault(ID).observe(MediaType.VIDEO, "full", "720");
        MockEndpoint emitted = start("");
        awaitAll(emitted);

        api.vault(ID).store(pending.id(), "720");
        awaitAll(emitted);
        long before = api.requests().count();
        await().until(() -> api.requests().count() > before + 2);
        assertThat(variants(emitted)).containsExactlyInAnyOrderElementsOf(stored());
    }

    @Test
    void emitsTheFieldsOfTheApiAndNoneOfItsHeaders() throws Exception {
        api.vault(ID).load(1, "full");
        MockEndpoint emitted = start("");
        awaitAll(emitted);

        Exchange exchange = emitted.getExchanges().get(0);
        JsonNode json = json(exchange);
        assertThat(json.properties().stream().map(field -> field.getKey()).collect(Collectors.toSet()))
                .contains(
                        "mediaId",
                        "type",
                        "duration",
                        "label",
                        "quality",
                        "contentType",
                        "sizeBytes",
                        "storedAt",
                        "url");
        assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("Content-Type");
    }

    @Test
    void emitsAgainWhatTheSinkRefused() throws Exception {
        failures.set(2);
        api.vault(ID).load(5, "full");
        awaitAll(start(""));
    }

    @Test
    void goesOnAfterAnErrorOfTheApi() throws Exception {
        api.faults().failNext(2, 500);
        api.vault(ID).load(5, "full");
        awaitAll(start(""));
    }

    @Test
    void readsOnlyTheEndWhenItHasReadAll() throws Exception {
        api.vault(ID).load(5, "full");
        awaitAll(start(""));
        await().untilAsserted(() -> assertThat(api.requests().last()).last().satisfies(request -> assertThat(
                        request.query().get("cachedAtFrom"))
                .doesNotStartWith("1970")));
    }

    @Test
    void asksTheRepositoryThatItsUserNames() throws Exception {
        api.vault(ID).load(3, "full");
        MemoryIdempotentRepository mine = new MemoryIdempotentRepository();
        mine.start();
        context.getRegistry().bind("mine", mine);
        StoredVariant known = stored().iterator().next();
        mine.add(ID + "/" + known.mediaId() + "/" + known.label() + "@" + known.storedAt());

        MockEndpoint emitted = start("&idempotentRepository=#mine");

        await().untilAsserted(() -> assertThat(mine.getCacheSize()).isEqualTo(3));
        assertThat(variants(emitted)).hasSize(2).doesNotContain(known);
    }

    /** The example kamelets/vault-media-to-kafka.pipe.yaml, with a queue in memory in place of Kafka. */
    @Test
    void servesAPipe() throws Exception {
        api.vault(ID).load(3, "full");
        context.getComponent("kamelet", KameletComponent.class).setLocation("file:kamelets");
        Map.of(
                        "apiKey",
                        api.apiKey(),
                        "connectionId",
                        ID,
                        "baseUrl",
                        api.baseUrl().toString())
                .forEach((key, value) -> context.getPropertiesComponent()
                        .addInitialProperty("camel.kamelet.vault-media-source." + key, value));
        String pipe = Files.readString(Path.of("kamelets", "vault-media-to-kafka.pipe.yaml"))
                .replace("kafka:vault-media", "seda:vault-media");
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("vault-media.pipe.yaml", pipe));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:vault-media").to("mock:emitted");
            }
        });
        context.start();

        awaitAll(context.getEndpoint("mock:emitted", MockEndpoint.class));
    }
}
