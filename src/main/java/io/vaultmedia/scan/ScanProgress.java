package io.vaultmedia.scan;

import java.time.Instant;

/**
 * The place of a backfill or a sweep: what it needs to continue after a restart. Immutable.
 *
 * @param kind backfill or sweep
 * @param startedAt the API's time in its first answer
 * @param cursor of the page to fetch next
 * @param pages that were read and committed
 * @param variants stored ones that those pages listed
 * @param filter what the scan asks for: a cursor is valid for the same question only
 */
public record ScanProgress(ScanKind kind, Instant startedAt, String cursor, int pages, long variants, String filter) {}
