/** The Vault+ API as this product sees it: queries, pages, and what each kind of answer means. */
package io.vaultmedia.api;
