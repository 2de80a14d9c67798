package io.vaultmedia.sandbox;

import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultItem;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.api.VaultVariant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The two connections of the sandbox. Thread safe. */
final class SampleConnections {
    private static final String ALICE = "conn_v5bsqkzsjfk8cgr7hqbbw09t";
    private static final String BOB = "conn_k2m8wq4zt7xr1ydn6hfpe3cj";
    private static final List<String> IDS = List.of(ALICE, BOB);
    private static final Map<String, String> ALIASES = Map.of(ALICE, "alice", BOB, "bob");

    private SampleConnections() {}

    /** The value for {@code vault.connections}. */
    static String property() {
        return String.join(",", entries());
    }

    /** Returns each connection as {@code alias=id}. */
    static List<String> entries() {
        return IDS.stream().map(id -> ALIASES.get(id) + "=" + id).toList();
    }

    static List<Vault> vaults(VaultSimulator api) {
        return IDS.stream().map(api::vault).toList();
    }

    /** Returns the ce_id of every variant that was ever stored. */
    static Set<String> stored(VaultSimulator api) {
        return vaults(api).stream()
                .flatMap(vault -> vault.everStored().stream()
                        .map(variant -> ceId(vault, variant.mediaId(), variant.label(), variant.storedAt())))
                .collect(Collectors.toSet());
    }

    /** Returns the ce_id of every variant of an item that is stored now. */
    static Set<String> stored(Vault vault, VaultItem item) {
        return item.media().values().stream()
                .filter(VaultVariant::isStored)
                .map(variant -> ceId(vault, item.id(), variant.quality(), variant.storedAt()))
                .collect(Collectors.toSet());
    }

    private static String ceId(Vault vault, String mediaId, String label, long storedAt) {
        return ALIASES.get(vault.connectionId()) + "/" + mediaId + "/" + label + "@" + storedAt;
    }
}
