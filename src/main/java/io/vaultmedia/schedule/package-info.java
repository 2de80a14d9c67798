/** Which connection is due, for how long, and on which threads. */
package io.vaultmedia.schedule;
