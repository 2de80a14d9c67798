package io.vaultmedia.bench.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The API that the benchmark polls, in its own JVM. It answers {@code GET /v2/vault-plus/media} as the contract says,
 * as far as the product and the hand-written loop need it. It refuses everything else, so that a new request is
 * noticed. {@code GET /requests/<connection id>} returns how often the connection was requested ({@link
 * RequestCount}), {@code GET /requests/<serial>} how often those with a serial number were, and {@code GET
 * /requests/all} how often all were.
 *
 * <p>For one thread.
 */
public final class BenchApi {
    private static final String ALL = "all";
    private static final byte[] NOTHING = "{\"items\":[]}".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, RequestCount> counts = new HashMap<>();
    private final Pages pages;
    private final LiveItems live;

    BenchApi(Pages pages, LiveItems live) {
        this.pages = pages;
        this.live = live;
    }

    /**
     * Serves until its process is ended. Prints its base URL when clients can use it.
     *
     * @param args the number of pages of the largest vault
     */
    public static void main(String[] args) throws Exception {
        Pages pages = Pages.render(Integer.parseInt(args[0]));
        HttpLoop loop = new HttpLoop(new BenchApi(pages, new LiveItems(System.currentTimeMillis()))::answer);
        System.out.println("http://127.0.0.1:" + loop.port());
        loop.run();
    }

    Answer answer(Request request) {
        try {
            if (request.path().startsWith("/requests/")) {
                String of = request.path().substring("/requests/".length());
                return Answer.text(
                        200, counts.getOrDefault(of, RequestCount.NONE).text());
            }
            BenchConnection connection = BenchConnection.parse(request.connectionId());
            count(ALL);
            count(request.connectionId());
            count(Integer.toString(connection.serial()));
            return new Answer(200, connection.latencyMillis() * 1_000_000L, page(connection, request.query()));
        } catch (IllegalArgumentException e) {
            return Answer.text(400, "{\"error\":\"" + e.getMessage() + "\"}");
        }
    }

    private void count(String what) {
        counts.put(what, counts.getOrDefault(what, RequestCount.NONE).plusOne());
    }

    private byte[][] page(BenchConnection connection, Map<String, String> query) {
        if (!"100".equals(query.get("limit")) || !"stored".equals(query.get("status"))) {
            throw new IllegalArgumentException("only status=stored and limit=100 are known here, not " + query);
        }
        int cursor = Integer.parseInt(query.getOrDefault("cursor", "0"));
        if (connection.everyMillis() > 0) {
            String from = query.getOrDefault("cachedAtFrom", "1970-01-01T00:00:00Z");
            return live.page(connection, Instant.parse(from).toEpochMilli(), System.currentTimeMillis(), cursor);
        }
        boolean nothing = query.containsKey("cachedAtFrom") || connection.items() == 0;
        return nothing ? new byte[][] {NOTHING} : pages.body(cursor, connection.pages());
    }
}
