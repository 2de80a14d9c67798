package io.vaultmedia.sandbox.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The pending faults in their order, and the random faults. Thread safe. */
final class FaultPlan {
    private static final byte[] HTML =
            "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>".getBytes(StandardCharsets.UTF_8);

    private final List<Planned> planned = new ArrayList<>();
    private double rate;
    private Random random = new Random(0);

    /** Replaces a normal response by a page of HTML. */
    static UnaryOperator<Reply> html(int status) {
        return honest -> new Reply(status, "text/html", Map.of(), ByteBuffer.wrap(HTML), false);
    }

    synchronized void add(int times, Predicate<ApiRequest> when, UnaryOperator<Reply> fault) {
        for (int i = 0; i < times; i++) {
            planned.add(new Planned(when, fault));
        }
    }

    synchronized void atRandom(double probability, long seed) {
        rate = probability;
        random = new Random(seed);
    }

    synchronized int size() {
        return planned.size();
    }

    synchronized void clear() {
        planned.clear();
        rate = 0;
    }

    /** Removes and returns the fault for this request; null if there is none. */
    synchronized UnaryOperator<Reply> take(ApiRequest request) {
        for (Iterator<Planned> all = planned.iterator(); all.hasNext(); ) {
            Planned next = all.next();
            if (next.when().test(request)) {
                all.remove();
                return next.fault();
            }
        }
        return rate > 0 && random.nextDouble() < rate ? anyFault() : null;
    }

    private UnaryOperator<Reply> anyFault() {
        return switch (random.nextInt(5)) {
            case 0 -> honest -> Reply.error(429, "Rate limit exceeded").withHeaders(Map.of("Retry-After", "1"));
            case 1 -> honest -> Reply.error(500, "Internal error");
            case 2 -> honest -> Reply.error(503, "Service unavailable");
            case 3 -> html(502);
            default -> Reply::cutShort;
        };
    }

    private record Planned(Predicate<ApiRequest> when, UnaryOperator<Reply> fault) {}
}
