/** A page's transaction, from begin to commit. */
package io.vaultmedia.publish;
