package io.vaultmedia.publish;

import io.vaultmedia.event.StoredMedia;
import io.vaultmedia.event.StoredMedia.Storing;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/** Describes in one line, without a secret, which of a host's steps failed, and how. */
final class StepFailure {

    private static final int SHOWN = 300;

    private StepFailure() {}

    static String describe(Exchange exchange, Exception failure, StoredMedia media, String connectionId) {
        String step = exchange.getProperty(ExchangePropertyKey.FAILURE_ENDPOINT, String.class);
        String route = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class);
        String where = exchange.getExchangeExtension().getHistoryNodeId();
        String place = where != null ? "step " + where : step != null ? "endpoint " + step : "a step";
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        for (Storing variant : media.storings()) {
            message = variant.url() == null ? message : message.replace(variant.url(), "***");
        }
        String shown = message.replace(connectionId, "***").replaceAll("\\p{Cntrl}", " ");
        return "vault.variant.via failed on " + media.shown() + " in " + place
                + (route == null ? "" : " of route " + route) + ": "
                + failure.getClass().getSimpleName()
                + (shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "…");
    }
}
