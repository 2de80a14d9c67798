/** What a scan asks for, and what its end proves. JDK only. */
package io.vaultmedia.scan;
