package io.vaultmedia.bench.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BenchApiTest {
    private static final String MEDIA = "/v2/vault-plus/media";
    private static Pages pages;

    private final BenchApi api = new BenchApi(pages, new LiveItems(System.currentTimeMillis() - 10_000));

    @BeforeAll
    static void render() throws Exception {
        pages = Pages.render(3);
    }

    private Answer ask(BenchConnection connection, String... parameters) {
        Map<String, String> query = new TreeMap<>(Map.of("status", "stored", "limit", "100"));
        for (int i = 0; i < parameters.length; i += 2) {
            query.put(parameters[i], parameters[i + 1]);
        }
        return api.answer(new Request(MEDIA, query, connection.id()));
    }

    private static JsonNode json(Answer answer) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : answer.body()) {
            all.writeBytes(part);
        }
        return new ObjectMapper().readTree(all.toByteArray());
    }

    @Test
    void cursorsLeadThroughAllItemsOnce() throws Exception {
        BenchConnection connection = BenchConnection.still("alice", 200, 0);
        Set<String> ids = new HashSet<>();

        JsonNode first = json(ask(connection));
        JsonNode second =
                json(ask(connection, "cursor", first.path("nextCursor").asText()));

        first.path("items").forEach(item -> ids.add(item.path("id").asText()));
        second.path("items").forEach(item -> ids.add(item.path("id").asText()));
        assertThat(ids).hasSize(200);
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(first.at("/items/0/media"))
                .hasSize(2)
                .allMatch(variant -> variant.path("storedAt").asLong() > 0);
    }

    @Test
    void countsRequestsByConnection() {
        BenchConnection connection = BenchConnection.still("alice", 200, 0);
        ask(connection);
        ask(connection, "cursor", "100");
        ask(BenchConnection.still("alice", 200, 0));

        assertThat(count(connection.id()).requests()).isEqualTo(2);
        assertThat(count("all").requests()).isEqualTo(3);
        assertThat(count(connection.id()).firstMicros()).isPositive();
        assertThat(count("nobody")).isEqualTo(RequestCount.NONE);
    }

    private RequestCount count(String what) {
        Answer answer = api.answer(new Request("/requests/" + what, Map.of(), ""));
        return RequestCount.parse(new String(answer.body()[0], java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void whatIsOldIsNoNews() throws Exception {
        BenchConnection connection = BenchConnection.still("alice", 200, 0);

        assertThat(json(ask(connection, "cachedAtFrom", "2026-01-01T00:00:00Z")).path("items"))
                .isEmpty();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        BenchConnection connection = BenchConnection.still("alice", 200, 0);

        assertThat(ask(connection, "limit", "50").status()).isEqualTo(400);
        assertThat(ask(connection, "cursor", "200").status()).isEqualTo(400);
        assertThat(ask(connection, "cursor", "7").status()).isEqualTo(400);
        assertThat(api.answer(new Request(MEDIA, Map.of(), "conn_else")).status())
                .isEqualTo(400);
    }

    @Test
    void theConnectionSaysHowLongAnAnswerTakes() {
        assertThat(ask(BenchConnection.still("alice", 100, 50)).delayNanos()).isEqualTo(50_000_000);
    }

    @Test
    void liveItemsAppearOnceEachPeriodAndStay() throws Exception {
        LiveItems live = new LiveItems(1_000_000);
        BenchConnection connection = BenchConnection.live("alice", 100);
        List<Long> storedAt = new ArrayList<>();
        int cursor = 0;
        JsonNode page;
        do {
            page = json(new Answer(200, 0, live.page(connection, 0, 1_025_000, cursor)));
            page.path("items")
                    .forEach(
                            item -> storedAt.add(item.at("/media/full/storedAt").asLong()));
            cursor = page.path("nextCursor").asInt();
        } while (page.has("nextCursor"));

        assertThat(storedAt).hasSizeBetween(249, 251).isSorted().doesNotHaveDuplicates();
        assertThat(storedAt).allMatch(time -> time >= 1_000_000 && time <= 1_025_000);
        JsonNode later = json(new Answer(200, 0, live.page(connection, storedAt.get(240), 1_025_000, 0)));
        assertThat(later.at("/items/0/media/full/storedAt").asLong()).isEqualTo(storedAt.get(240));
    }
}
