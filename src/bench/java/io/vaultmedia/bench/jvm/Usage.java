package io.vaultmedia.bench.jvm;

/**
 * The CPU time and memory that a JVM used for a measurement. Immutable.
 *
 * @param cpuMillis CPU time, including compilers and collectors
 * @param allocatedBytes on the heap
 * @param peakHeapBytes the most bytes in use at once, garbage included
 */
public record Usage(long cpuMillis, long allocatedBytes, long peakHeapBytes) {}
