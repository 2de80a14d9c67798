package io.vaultmedia.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The numbers of an entry on the wire: 8 bytes each, big-endian; a tombstone has none. */
final class Numbers {

    private Numbers() {}

    /** Returns null, a tombstone, if there are no numbers. */
    static byte[] write(List<Long> numbers) {
        if (numbers.isEmpty()) {
            return null;
        }
        ByteBuffer value = ByteBuffer.allocate(Long.BYTES * numbers.size());
        numbers.forEach(value::putLong);
        return value.array();
    }

    /** Throws IllegalArgumentException for a value that no version of this product wrote. */
    static List<Long> read(byte[] value) {
        if (value == null) {
            return List.of();
        }
        if (value.length == 0 || value.length % Long.BYTES != 0) {
            throw new IllegalArgumentException("a value of " + value.length + " bytes is no ledger entry's");
        }
        List<Long> numbers = new ArrayList<>(value.length / Long.BYTES);
        for (ByteBuffer in = ByteBuffer.wrap(value); in.hasRemaining(); ) {
            numbers.add(in.getLong());
        }
        return numbers;
    }
}
