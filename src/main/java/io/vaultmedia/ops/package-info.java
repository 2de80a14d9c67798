/** What operators see: health and metrics. */
package io.vaultmedia.ops;
