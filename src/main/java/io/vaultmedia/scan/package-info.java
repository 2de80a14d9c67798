/** What a scan asks for, when it ends, and what may be concluded from it. Knows nothing of HTTP, Kafka or Camel. */
package io.vaultmedia.scan;
