package io.vaultmedia.publish;

import io.vaultmedia.event.StoredVariant;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/** Describes in one line, without a secret, which of a host's steps failed, and how. */
final class StepFailure {

    private static final int SHOWN = 300;

    private StepFailure() {}

    static String describe(Exchange exchange, Exception failure, StoredVariant variant, String connectionId) {
        String step = exchange.getProperty(ExchangePropertyKey.FAILURE_ENDPOINT, String.class);
        String route = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class);
        String where = exchange.getExchangeExtension().getHistoryNodeId();
        String place = where != null ? "step " + where : step != null ? "endpoint " + step : "a step";
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        String shown = message.replace(variant.url(), "***")
                .replace(connectionId, "***")
                .replaceAll("\\p{Cntrl}", " ");
        return "vault.variant.via failed on " + variant.mediaId() + "/" + variant.label() + " in " + place
                + (route == null ? "" : " of route " + route) + ": "
                + failure.getClass().getSimpleName()
                + (shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "…");
    }
}
