/** Every vault.* setting, read and checked. */
package io.vaultmedia.config;
