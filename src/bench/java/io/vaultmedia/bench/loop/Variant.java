package io.vaultmedia.bench.loop;

/** One variant of an item as it was read. A field that was absent is null or 0. For one page. */
final class Variant {
    final String label;
    String status;
    String quality;
    String contentType;
    String url;
    long sizeBytes;
    long accessCount;
    long createdAt;
    long expiresAt;
    long storedAt;
    long lastAccessedAt;

    Variant(String label) {
        this.label = label;
    }

    boolean isStored() {
        return "stored".equals(status) && storedAt != 0;
    }
}
