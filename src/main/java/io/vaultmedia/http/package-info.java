/** How a request leaves: key, connection id, deadline, pool, stop. */
package io.vaultmedia.http;
