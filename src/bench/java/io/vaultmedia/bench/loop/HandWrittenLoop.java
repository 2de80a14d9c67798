package io.vaultmedia.bench.loop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The loop that a good engineer writes in a day, and that the product is compared with: it fetches a page, publishes
 * its stored variants, and fetches the next. It publishes the same records, but keeps no ledger: if it is killed half
 * way, it starts over and repeats everything. With a transactional id, each page is one transaction.
 *
 * <p>For one thread.
 */
public final class HandWrittenLoop {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final PageParser parser = new PageParser();
    private final Producer<byte[], byte[]> producer;
    private final boolean transactional;
    private final String api;
    private final String topicPrefix;

    private HandWrittenLoop(String api, String brokers, String topicPrefix, String transactionalId) {
        this.api = api;
        this.topicPrefix = topicPrefix;
        this.transactional = !transactionalId.isEmpty();
        this.producer = new KafkaProducer<>(settings(brokers, transactionalId));
        if (transactional) {
            producer.initTransactions();
        }
    }

    /**
     * Scans each connection whose {@code alias=id} it reads from standard input, one a line, until the input ends.
     *
     * @param args the API's base URL, the brokers, the prefix of the topics, and the transactional id or an empty text
     */
    public static void main(String[] args) throws Exception {
        HandWrittenLoop loop = new HandWrittenLoop(args[0], args[1], args[2], args[3]);
        System.out.println("ready");
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] connection = line.split("=", 2);
                loop.scan(connection[0], connection[1]);
            }
        } finally {
            loop.producer.close();
        }
    }

    /** The producer settings of the product. acks=all and idempotence are the default. */
    private static Map<String, Object> settings(String brokers, String transactionalId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        if (!transactionalId.isEmpty()) {
            settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        }
        return settings;
    }

    private void scan(String alias, String id) throws IOException, InterruptedException {
        VariantEvents events = new VariantEvents(topicPrefix, alias);
        String cursor = null;
        do {
            Page page = parser.parse(get(id, cursor));
            publish(page, events);
            cursor = page.nextCursor();
        } while (cursor != null);
        producer.flush();
        throwFailure();
    }

    private byte[] get(String connectionId, String cursor) throws IOException, InterruptedException {
        String query = "?status=stored&limit=100" + (cursor == null ? "" : "&cursor=" + cursor);
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/v2/vault-plus/media" + query))
                .header("apiKey", "sk_bench")
                .header("x-connection-id", connectionId)
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("asking for a page: the API answered " + response.statusCode());
        }
        return response.body();
    }

    private void publish(Page page, VariantEvents events) throws IOException {
        if (transactional) {
            producer.beginTransaction();
        }
        for (Page.Item item : page.items()) {
            for (Variant variant : item.variants()) {
                if (variant.isStored()) {
                    var unused =
                            producer.send(events.of(item, variant), (metadata, e) -> failure.compareAndSet(null, e));
                }
            }
        }
        if (transactional) {
            producer.commitTransaction();
        }
        throwFailure();
    }

    private void throwFailure() {
        if (failure.get() != null) {
            throw new KafkaException("publishing a page", failure.get());
        }
    }
}
