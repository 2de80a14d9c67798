package io.vaultmedia.event;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Lets into a Kafka record what this product documents, and nothing else, whatever a message has picked up. */
public final class EventHeaderFilter implements HeaderFilterStrategy {

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !(name.startsWith("ce_") || name.startsWith("dl_") || name.equals("content-type"));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }
}
