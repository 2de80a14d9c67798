package io.vaultmedia.sandbox.chaos;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.sandbox.api.ApiRequest;
import io.vaultmedia.sandbox.api.LiveStream;
import io.vaultmedia.sandbox.api.StoredVariant;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultItem;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.api.VaultVariant;
import io.vaultmedia.sandbox.console.PublishedReader;
import io.vaultmedia.sandbox.console.Tally;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The simulated API in a JVM of its own, which nobody kills, with live traffic and faults. Its journal tells what was asked,
 * and in the end all that it ever showed as stored. It takes its commands from standard input, a line each:
 *
 * <ul>
 *   <li>{@code live <items per second>}: media come in from now on
 *   <li>{@code faults <per cent>}: this percentage of the requests fail from now on, in all known ways
 *   <li>{@code news}: each connection gets a new item, stored at once
 *   <li>{@code guard <pid>}: this process ends with us
 *   <li>{@code settle}: nothing comes in any more, and nothing fails; journals all that was ever stored, and what of it
 *       was removed since
 * </ul>
 *
 * <p>It ends at the end of its input, so that it ends with the process that started it.
 */
final class ChaosApi {

    /** What was stored for a shorter time than this is not changed: nobody can see what comes and goes between two polls. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final ApiOptions options;
    private final Journal journal;
    private final VaultSimulator api = VaultSimulator.start();
    private final Tally published = new Tally();
    private final Map<Integer, Integer> replicaByPort = new ConcurrentHashMap<>();
    private final Map<String, String> aliases =
            Accounts.ALL.stream().collect(Collectors.toMap(Connection::id, Connection::name));
    private Optional<LiveStream> live = Optional.empty();

    private ChaosApi(ApiOptions options) {
        this.options = options;
        this.journal = Journal.create(Path.of(options.journal()));
    }

    public static void main(String[] args) throws IOException {
        new ChaosApi(ApiOptions.of(args)).run();
        System.exit(0);
    }

    private void run() throws IOException {
        api.faults().latency(options.latency());
        vaults().forEach(vault -> vault.load(options.items(), "full", "thumb"));
        api.onRequest(this::journal);
        try (PublishedReader reader = PublishedReader.start(
                        SettingsFile.read(Path.of(options.client())),
                        options.prefix() + "-api",
                        options.prefix(),
                        variant -> published.add(variant.id()));
                Guard guard = new Guard();
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            openDoors();
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                obey(command.split(" ", 2), guard);
            }
        }
    }

    private void openDoors() {
        journal.enter("key " + api.apiKey());
        for (int replica = 1; replica <= options.replicas(); replica++) {
            URI url = api.anotherUrl();
            replicaByPort.put(url.getPort(), replica);
            journal.enter("door " + url);
        }
    }

    private void obey(String[] command, Guard guard) {
        switch (command[0]) {
            case "live" ->
                live = Optional.of(LiveStream.start(
                        vaults(), Double.parseDouble(command[1]), REST, this::wasPublished, options.seed()));
            case "faults" -> api.faults().failAtRandom(Integer.parseInt(command[1]) / 100.0, options.seed());
            case "news" -> vaults().forEach(vault -> vault.store("news-" + System.nanoTime(), "full"));
            case "guard" -> guard.add(Long.parseLong(command[1]));
            case "settle" -> settle();
            default -> throw new IllegalArgumentException(String.join(" ", command));
        }
    }

    private void settle() {
        live.ifPresent(LiveStream::close);
        api.faults().failAtRandom(0, options.seed());
        vaults().forEach(this::journal);
        journal.enter("settled");
    }

    private void journal(Vault vault) {
        vault.everStored().forEach(variant -> {
            String id = id(vault, variant.mediaId(), variant.label(), variant.storedAt());
            journal.enter("stored " + id);
            if (isGone(vault, variant)) {
                journal.enter("gone " + id);
            }
        });
    }

    /** What was removed is never stored again: {@link LiveStream} touches an item once. */
    private static boolean isGone(Vault vault, StoredVariant variant) {
        return vault.item(variant.mediaId())
                .map(item -> item.media().get(variant.label()))
                .filter(VaultVariant::isStored)
                .isEmpty();
    }

    private List<Vault> vaults() {
        return Accounts.ALL.stream()
                .map(connection -> api.vault(connection.id()))
                .toList();
    }

    private void journal(ApiRequest request) {
        int replica = replicaByPort.getOrDefault(request.port(), 0);
        String connection = aliases.getOrDefault(request.connectionId(), "?");
        boolean news = request.query().containsKey("cachedAtFrom");
        journal.enter(new Asked(System.currentTimeMillis(), replica, connection, news).line());
    }

    private boolean wasPublished(Vault vault, VaultItem item) {
        return published
                .missing(item.media().values().stream()
                        .filter(VaultVariant::isStored)
                        .map(variant -> id(vault, item.id(), variant.quality(), variant.storedAt()))
                        .collect(Collectors.toSet()))
                .isEmpty();
    }

    private String id(Vault vault, String mediaId, String label, long storedAt) {
        return aliases.get(vault.connectionId()) + "/" + mediaId + "/" + label + "@" + storedAt;
    }
}
