package io.vaultmedia.sandbox.api;

/** What the simulator knows of one connection. Immutable; its parts are thread safe. */
record Connection(Vault vault, Faults faults) {}
