package io.vaultmedia.ledger;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first 64 bits of MurmurHash3's 128-bit variant for 64-bit machines (Austin Appleby, public domain), with the seed 0.
 * Ledgers hold its values: it must never change. Our own, because an application that adds our routes would get Apache
 * Commons Codec for nothing else.
 */
final class MurmurHash {

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 2 * Long.BYTES;

    private MurmurHash() {}

    static long of(byte[] bytes) {
        long h1 = 0;
        long h2 = 0;
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.remaining() >= BLOCK) {
            h1 ^= mixed1(in.getLong());
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mixed2(in.getLong());
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        h1 ^= mixed1(rest(in));
        h2 ^= mixed2(rest(in));
        h1 ^= bytes.length;
        h2 ^= bytes.length;
        h1 += h2;
        h2 += h1;
        return finished(h1) + finished(h2);
    }

    private static long mixed1(long block) {
        return Long.rotateLeft(block * C1, 31) * C2;
    }

    private static long mixed2(long block) {
        return Long.rotateLeft(block * C2, 33) * C1;
    }

    /** Returns the next bytes, at most eight, as a number; 0 if none is left. */
    private static long rest(ByteBuffer in) {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE && in.hasRemaining(); shift += Byte.SIZE) {
            rest |= (in.get() & 0xffL) << shift;
        }
        return rest;
    }

    private static long finished(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
