package io.vaultmedia.sandbox.api;

/** The vault and the faults of one connection. Immutable; its parts are thread safe. */
record Connection(Vault vault, Faults faults) {}
