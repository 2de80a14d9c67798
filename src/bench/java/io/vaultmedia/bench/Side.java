package io.vaultmedia.bench;

/** The contenders. */
enum Side {
    PRODUCT("product"),
    LOOP_WITH_TRANSACTIONS("loop, a transaction a page"),
    LOOP("loop, no transactions");

    private final String text;

    Side(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
