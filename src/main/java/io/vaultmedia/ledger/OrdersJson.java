package io.vaultmedia.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.scan.Rescan;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** {@link Orders} on the wire: JSON that an operator can read. What is not ordered is left out. */
final class OrdersJson {

    private static final ObjectMapper JSON = new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_DEFAULT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private OrdersJson() {}

    private record Wire(long nextSignal, boolean paused, boolean polled, long asked, List<Wanted> rescans) {}

    private record Wanted(long number, boolean sweep, String from, boolean republish) {}

    static byte[] write(Orders orders) {
        List<Wanted> rescans = orders.rescans().stream().map(OrdersJson::wire).toList();
        try {
            return JSON.writeValueAsBytes(
                    new Wire(orders.handled() + 1, orders.paused(), orders.polled(), orders.asked(), rescans));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }

    /** Throws IllegalArgumentException for what no version of this product wrote. */
    static Orders read(byte[] json) {
        try {
            Wire wire = JSON.readValue(json, Wire.class);
            List<Rescan> rescans = wire.rescans == null
                    ? List.of()
                    : wire.rescans.stream().map(OrdersJson::rescan).toList();
            return new Orders(wire.nextSignal - 1, wire.paused, wire.polled, wire.asked, rescans);
        } catch (IOException | DateTimeException | NullPointerException e) {
            throw new IllegalArgumentException("a value of " + json.length + " bytes is no connection's orders", e);
        }
    }

    private static Wanted wire(Rescan rescan) {
        String from = rescan.from() == null ? null : rescan.from().toString();
        return new Wanted(rescan.number(), rescan.isSweep(), from, rescan.republish());
    }

    private static Rescan rescan(Wanted wanted) {
        Instant from = wanted.from == null ? null : Instant.parse(wanted.from);
        return new Rescan(wanted.number, wanted.sweep, from, wanted.republish);
    }
}
