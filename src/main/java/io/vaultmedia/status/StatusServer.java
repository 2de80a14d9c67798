package io.vaultmedia.status;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Serves the status at the port of Camel's management server: JSON at {@code /observe/status}, and a page for people, which
 * reads that JSON, at {@code /}. If there are several instances, {@code /} lists them, and the page and the JSON of each one are below
 * {@code /<instance>/}.
 */
public final class StatusServer {

    /** The path of the JSON. */
    public static final String PATH = "/observe/status";

    private static final String PAGE = "status.html";
    private static final String HTML = "text/html; charset=utf-8";

    /** What the page may do: it loads nothing, and asks nobody but this server. */
    static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
            + "img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private StatusServer() {}

    /** Returns the path of an instance's JSON; without a name, of that of the only one. */
    public static String path(String instance) {
        return (instance.isEmpty() ? "" : "/" + instance) + PATH;
    }

    /**
     * Adds both to the management server of a context; does nothing if there is none.
     *
     * @param instances the status of each instance by its name; an empty name for the only one
     */
    public static void serve(CamelContext context, Map<String, VaultStatus> instances) {
        context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(VertxPlatformHttpRouter::isManagementServer)
                .forEach(router -> {
                    instances.forEach((name, status) -> serve(router, name, status));
                    if (!instances.containsKey("")) {
                        String list = list(instances.keySet());
                        router.get("/").handler(request -> answer(request, HTML, list));
                    }
                });
    }

    private static void serve(VertxPlatformHttpRouter router, String instance, VaultStatus status) {
        String page = page();
        router.get(instance.isEmpty() ? "/" : "/" + instance + "/").handler(request -> answer(request, HTML, page));
        // Off the event loop: to make it takes as long as there are connections.
        router.get(path(instance))
                .blockingHandler(request -> answer(request, "application/json", status.json()), false);
    }

    private static String list(Set<String> instances) {
        return instances.stream()
                .map(name -> "<li><a href=\"" + name + "/\">" + name + "</a></li>")
                .collect(Collectors.joining("", "<!doctype html><title>Vault+ media routes</title><ul>", "</ul>"));
    }

    private static void answer(RoutingContext request, String type, String body) {
        request.response()
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(body);
    }

    static String page() {
        try (InputStream in = StatusServer.class.getResourceAsStream(PAGE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
