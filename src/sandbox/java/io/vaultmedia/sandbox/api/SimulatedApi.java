package io.vaultmedia.sandbox.api;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The simulated Vault+ API as a program of its own, with 2000 items in each vault and a new one each second, for trying the
 * product against it. Arguments: port, API key, connection ids. It listens on the loopback interface.
 */
public final class SimulatedApi implements AutoCloseable {
    private static final int ITEMS = 2_000;
    private static final Duration REST = Duration.ofMinutes(1);

    private final VaultSimulator api;
    private final LiveStream stream;

    private SimulatedApi(VaultSimulator api, List<String> connections) {
        this.api = api;
        List<Vault> vaults = connections.stream().map(api::vault).toList();
        vaults.forEach(vault -> vault.load(ITEMS, "full", "thumb"));
        this.stream = LiveStream.start(vaults, 1, REST, (vault, item) -> true, 1);
    }

    public static void main(String[] args) throws InterruptedException {
        if (args.length < 3) {
            System.err.println("simulated-api: give a port, an API key, and one connection id or more");
            System.exit(2);
        }
        SimulatedApi running =
                start(Integer.parseInt(args[0]), args[1], List.of(args).subList(2, args.length));
        System.out.println("simulated-api: serves " + running.api.baseUrl());
        Thread.currentThread().join();
    }

    static SimulatedApi start(int port, String apiKey, List<String> connections) {
        return new SimulatedApi(VaultSimulator.start(port, apiKey, Clock.systemUTC()), connections);
    }

    VaultSimulator api() {
        return api;
    }

    @Override
    public void close() {
        stream.close();
        api.close();
    }
}
