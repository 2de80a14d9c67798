package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import io.vaultmedia.bench.api.RequestCount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Reads the request counts of the benchmark's API. Thread safe. */
record ApiClient(String baseUrl, HttpClient http) {
    ApiClient(String baseUrl) {
        this(
                baseUrl,
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    RequestCount requests(BenchConnection connection) throws IOException, InterruptedException {
        return get(connection.id());
    }

    /** Returns the count over connections that are measured as one. */
    RequestCount requests(Vaults vaults) throws IOException, InterruptedException {
        return get(Integer.toString(vaults.serial()));
    }

    /** Returns the count over all connections. */
    RequestCount requests() throws IOException, InterruptedException {
        return get("all");
    }

    private RequestCount get(String what) throws IOException, InterruptedException {
        URI uri = URI.create(baseUrl + "/requests/" + what);
        return RequestCount.parse(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body());
    }
}
