package io.vaultmedia.bench;

/** What the two figures are called that the whole benchmark is about. */
final class Ratios {
    static final String TO_TRANSACTIONS = "product / loop with a transaction a page";
    static final String TO_PLAIN = "product / loop without transactions";

    private Ratios() {}
}
