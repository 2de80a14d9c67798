package io.vaultmedia.sandbox;

import io.vaultmedia.sandbox.api.StoredVariant;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The two connections of the sandbox. Thread safe. */
final class SampleConnections {
    private static final Map<String, String> IDS_BY_ALIAS =
            new TreeMap<>(Map.of("alice", "conn_v5bsqkzsjfk8cgr7hqbbw09t", "bob", "conn_k2m8wq4zt7xr1ydn6hfpe3cj"));

    private SampleConnections() {}

    /** The value for {@code vault.connections}. */
    static String property() {
        return IDS_BY_ALIAS.entrySet().stream()
                .map(connection -> connection.getKey() + "=" + connection.getValue())
                .collect(Collectors.joining(","));
    }

    static List<Vault> vaults(VaultSimulator api) {
        return IDS_BY_ALIAS.values().stream().map(api::vault).toList();
    }

    /** The ce_id of every variant that ever was stored. */
    static Set<String> stored(VaultSimulator api) {
        Set<String> ids = new HashSet<>();
        IDS_BY_ALIAS.forEach(
                (alias, id) -> api.vault(id).everStored().forEach(variant -> ids.add(ceId(alias, variant))));
        return ids;
    }

    private static String ceId(String alias, StoredVariant variant) {
        return alias + "/" + variant.mediaId() + "/" + variant.label() + "@" + variant.storedAt();
    }
}
