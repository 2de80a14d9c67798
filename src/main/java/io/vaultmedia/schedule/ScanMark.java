package io.vaultmedia.schedule;

import io.vaultmedia.scan.Scan;
import org.slf4j.MDC;

/**
 * Marks what the present thread logs with the scan that it works for, in SLF4J's diagnostic context: {@link #SCAN} is the
 * scan's id, {@link #CONNECTION} the alias or the reference of its connection, never the connection's id. Until the mark is
 * closed, by the same thread.
 */
final class ScanMark implements AutoCloseable {

    /** The key of the scan's id. */
    static final String SCAN = "vaultScan";

    /** The key of the connection's label. */
    static final String CONNECTION = "vaultConnection";

    private final String scanBefore = MDC.get(SCAN);
    private final String connectionBefore = MDC.get(CONNECTION);

    private ScanMark() {}

    /** Marks this thread. A scan that is null leaves it unmarked. */
    static ScanMark of(Scan scan) {
        ScanMark mark = new ScanMark();
        if (scan != null) {
            put(scan.id(), scan.getConnection().label());
        }
        return mark;
    }

    private static void put(String scan, String connection) {
        MDC.put(SCAN, scan);
        MDC.put(CONNECTION, connection);
    }

    @Override
    public void close() {
        if (scanBefore == null) {
            MDC.remove(SCAN);
            MDC.remove(CONNECTION);
        } else {
            put(scanBefore, connectionBefore);
        }
    }
}
