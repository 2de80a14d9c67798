package io.vaultmedia.scan;

import java.time.Instant;

/**
 * Where a backfill or a sweep is: what it takes to go on after a restart. Immutable.
 *
 * @param kind backfill or sweep
 * @param startedAt the API's time in its first answer
 * @param cursor of the page to fetch next
 * @param pages that were read and committed
 * @param variants stored ones that those pages listed
 * @param filter what the scan asks for: a cursor is of use for the same question only
 */
public record ScanProgress(ScanKind kind, Instant startedAt, String cursor, int pages, long variants, String filter) {}
