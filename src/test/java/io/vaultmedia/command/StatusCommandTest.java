package io.vaultmedia.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

    private static final String STATUS = """
            {"version":"0.1.0","now":"2026-11-30T12:00:00Z","startedAt":"2026-11-30T10:00:00Z","trouble":null,\
            "connectionsProblem":null,"shards":{"count":8,"open":[0],"opening":[],"entries":4000},"replicas":[],\
            "states":{"STATE":1},"variantsPerMinute":0,"later":"more","connections":[{"connection":"alice",\
            "state":"STATE","shard":0,"failures":0,"perMinute":0,"history":""}]}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;
    private int code = 200;
    private String body = STATUS.replace("STATE", "ok");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/observe/status", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void showsTheConnections() {
        assertThat(execute("status", "--url", url())).isZero();

        assertThat(out.toString()).contains("vault-media-routes 0.1.0", "1 of 8 shards", "ok        alice");
    }

    @Test
    void printsTheJsonAsItIs() {
        assertThat(execute("status", "--json", "--url", url())).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines(body + "\n");
    }

    @Test
    void exitsWith1IfAConnectionFails() {
        body = STATUS.replace("STATE", "failing");

        assertThat(execute("status", "--url", url())).isEqualTo(1);
    }

    @Test
    void saysWhatToCheckIfNothingAnswers() {
        server.stop(0);

        assertThat(execute("status", "--url", url())).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "vault-media-routes: " + url() + "/observe/status does not answer: check that the product"
                                + " runs there, and that --url is right");
    }

    @Test
    void saysWhatToCheckIfAnotherServerAnswers() {
        code = 404;

        assertThat(execute("status", "--url", url())).isEqualTo(1);
        assertThat(err.toString()).contains("answered 404: check that --url is the management port");
    }

    @Test
    void findsThePortOfThisMachine() {
        Main main = new Main();
        main.addOverrideProperty(
                "camel.management.port", Integer.toString(server.getAddress().getPort()));

        assertThat(execute(main, "status")).isZero();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int execute(String... args) {
        return execute(new Main(), args);
    }

    private int execute(Main main, String... args) {
        return VaultCommand.line(() -> main, () -> 7)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
