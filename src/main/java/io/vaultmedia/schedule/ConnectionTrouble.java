package io.vaultmedia.schedule;

import io.vaultmedia.scan.Connection;

/**
 * A connection that somebody should look at.
 *
 * @param outcome of its last scan
 * @param failures in a row
 * @param suspended true where it is tried again only rarely
 */
public record ConnectionTrouble(Connection connection, String outcome, int failures, boolean suspended) {}
