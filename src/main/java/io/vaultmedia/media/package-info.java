/** What a page of the Vault+ API lists: media items and their variants, as plain values. Imports nothing but the JDK. */
package io.vaultmedia.media;
