/** What people who run the product look at: health, metrics. */
package io.vaultmedia.ops;
