/** Which connections there are, and which of them is due when. */
package io.vaultmedia.schedule;
