/** Our Kafka clients, their settings, and what is wrong with them in one sentence. */
package io.vaultmedia.kafka;
