/** Puts the product together: its settings, the beans that the routes name, the runnable application. */
package io.vaultmedia;
