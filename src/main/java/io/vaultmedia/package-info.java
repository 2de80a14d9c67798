/** Puts the product together: the runnable application, and the bean that builds what the routes name. */
package io.vaultmedia;
