package io.vaultmedia.sandbox.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * Realistic fields for simulated media. The same connection, media id and label give the same fields in every run.
 *
 * <p>Thread safe, has no state but the connection's salt.
 */
final class SampleMedia {
    private static final long URL_LIFETIME = Duration.ofDays(1).toMillis();
    private static final long FIRST_ID = 4_100_000_000L;

    private final long salt;

    SampleMedia(String connectionId) {
        this.salt = mix(connectionId.hashCode());
    }

    /** The n-th media id of the connection: ten digits or more, rising, different from other connections'. */
    String id(long n) {
        return Long.toString(FIRST_ID + Long.remainderUnsigned(salt, 90) * 10_000_000 + n * 7 + 3);
    }

    /** Seven images to two videos to one audio. */
    MediaType type(String id) {
        long dice = Long.remainderUnsigned(hash(id, "type"), 10);
        return dice < 7 ? MediaType.IMAGE : dice < 9 ? MediaType.VIDEO : MediaType.AUDIO;
    }

    VaultItem item(String id, MediaType type) {
        return new VaultItem(id, type, duration(id, type), Map.of());
    }

    VaultVariant pending(VaultItem item, String label, long createdAt) {
        return new VaultVariant(
                VariantStatus.PENDING,
                label,
                0,
                contentType(item, label),
                1 + Long.remainderUnsigned(hash(item.id(), label), 40),
                createdAt,
                createdAt + URL_LIFETIME,
                null,
                createdAt,
                "https://media.ofauth.com/v2/" + token(item.id(), label, createdAt));
    }

    long sizeBytes(VaultItem item, String label) {
        long dice = hash(item.id(), label + "size");
        if (label.equals("thumb")) {
            return 12_000 + Long.remainderUnsigned(dice, 48_000);
        }
        return switch (item.type()) {
            case IMAGE -> 240_000 + Long.remainderUnsigned(dice, 3_600_000);
            case VIDEO -> 4_000_000 + Long.remainderUnsigned(dice, 640_000_000);
            case AUDIO -> 300_000 + Long.remainderUnsigned(dice, 12_000_000);
        };
    }

    private Double duration(String id, MediaType type) {
        long dice = hash(id, "duration");
        return switch (type) {
            case IMAGE -> null;
            case VIDEO -> 3 + Long.remainderUnsigned(dice, 36_000) / 10.0;
            case AUDIO -> 2 + Long.remainderUnsigned(dice, 9_000) / 10.0;
        };
    }

    private String contentType(VaultItem item, String label) {
        boolean rare = Long.remainderUnsigned(hash(item.id(), "mime"), 8) == 0;
        return switch (item.type()) {
            case IMAGE -> rare ? "image/png" : "image/jpeg";
            case VIDEO -> label.equals("thumb") ? "image/jpeg" : rare ? "video/quicktime" : "video/mp4";
            case AUDIO -> rare ? "audio/mp4" : "audio/mpeg";
        };
    }

    private String token(String id, String label, long createdAt) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * Long.BYTES);
        long seed = hash(id, label) ^ createdAt;
        while (bytes.hasRemaining()) {
            seed = mix(seed);
            bytes.putLong(seed);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private long hash(String id, String purpose) {
        return mix(mix(salt ^ id.hashCode()) ^ purpose.hashCode());
    }

    /** SplitMix64: spreads neighbouring numbers over all 64 bits. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
