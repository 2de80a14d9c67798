package io.vaultmedia.bench.api;

import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/**
 * The pages of one large vault, rendered once by the sandbox's simulator and ready to be sent. All media were stored
 * more than a day ago, so an incremental scan finds none of them. Immutable; the arrays are never written to.
 */
final class Pages {
    private static final String CONNECTION = "conn_rendered";
    private static final String ALL = "/v2/vault-plus/media?status=stored&limit=" + BenchConnection.PAGE + "&cursor=";
    private static final byte[] END = "}".getBytes(StandardCharsets.US_ASCII);

    /** The body up to the bracket that ends the items. */
    private final byte[][] items;

    private Pages(byte[][] items) {
        this.items = items;
    }

    static Pages render(int pages) throws IOException, InterruptedException {
        Clock yesterday = Clock.fixed(Clock.systemUTC().instant().minus(Duration.ofDays(1)), ZoneOffset.UTC);
        try (VaultSimulator api = VaultSimulator.start(yesterday)) {
            api.vault(CONNECTION).load(pages * BenchConnection.PAGE, "full", "thumb");
            HttpClient client = HttpClient.newHttpClient();
            byte[][] items = new byte[pages][];
            for (int i = 0; i < pages; i++) {
                items[i] = items(client, api, i * BenchConnection.PAGE);
            }
            return new Pages(items);
        }
    }

    private static byte[] items(HttpClient client, VaultSimulator api, int cursor)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.baseUrl() + ALL + cursor))
                .header("apiKey", api.apiKey())
                .header("x-connection-id", CONNECTION)
                .build();
        String page = client.send(request, BodyHandlers.ofString()).body();
        return page.substring(0, page.lastIndexOf(']') + 1).getBytes(StandardCharsets.UTF_8);
    }

    int count() {
        return items.length;
    }

    /** Returns the body of the page that begins with this item, of a vault of this number of pages. */
    byte[][] body(int cursor, int pages) {
        if (cursor < 0 || cursor % BenchConnection.PAGE != 0 || cursor / BenchConnection.PAGE >= pages) {
            throw new IllegalArgumentException("cursor " + cursor + " was never given out");
        }
        int next = cursor + BenchConnection.PAGE;
        byte[] rest = next < pages * BenchConnection.PAGE
                ? (",\"nextCursor\":\"" + next + "\"}").getBytes(StandardCharsets.US_ASCII)
                : END;
        return new byte[][] {items[cursor / BenchConnection.PAGE], rest};
    }
}
