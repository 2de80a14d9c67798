/** The status of this replica and its connections: as JSON, as a page, and for a terminal. */
package io.vaultmedia.status;
