package io.vaultmedia.bench;

/** The names of the two figures that matter most. */
final class Ratios {
    static final String TO_TRANSACTIONS = "product / loop with a transaction a page";
    static final String TO_PLAIN = "product / loop without transactions";

    private Ratios() {}
}
