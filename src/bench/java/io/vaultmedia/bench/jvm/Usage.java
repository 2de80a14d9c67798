package io.vaultmedia.bench.jvm;

/**
 * What a JVM has used for something. Immutable.
 *
 * @param cpuMillis CPU time, that of its compilers and collectors included
 * @param allocatedBytes on the heap
 * @param peakHeapBytes the most that was in use at once, garbage included
 */
public record Usage(long cpuMillis, long allocatedBytes, long peakHeapBytes) {}
