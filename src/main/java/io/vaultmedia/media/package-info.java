/** What a page lists: plain records, JDK only. */
package io.vaultmedia.media;
