package io.vaultmedia.sandbox.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The faults of responses to GET requests of the media endpoint, for the whole simulator or for one connection. Faults
 * "of the next n" happen once each, in the order in which they were set. The others last until they are changed or
 * cleared. A request gets at most one fault "of the next"; its connection's faults come before the simulator's.
 *
 * <p>Thread safe. Each setter returns this object.
 */
public final class Faults {
    private final FaultPlan plan = new FaultPlan();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<Runnable> held = new ArrayList<>();
    private UnaryOperator<String> cursor = UnaryOperator.identity();
    private boolean repeatsCursor;
    private boolean hangs;
    private Duration latency;

    Faults() {}

    /** The latency of each response; a connection's own latency wins over the simulator's. */
    public synchronized Faults latency(Duration each) {
        latency = each;
        return this;
    }

    /** The next n requests get this status and an error body of the contract's shape. */
    public Faults failNext(int times, int status) {
        return failNext(times, status, Map.of(), "{\"error\":\"Simulated failure\"}");
    }

    /** The next n requests get this status, these headers and this body. */
    public Faults failNext(int times, int status, Map<String, String> with, String body) {
        return failWhen(request -> true, times, status, with, body);
    }

    /** The next n requests that the condition picks get this status, these headers and this body. */
    public Faults failWhen(Predicate<ApiRequest> when, int times, int status, Map<String, String> with, String body) {
        Reply reply = Reply.json(status, body.getBytes(StandardCharsets.UTF_8)).withHeaders(with);
        return plan(times, when, honest -> reply);
    }

    /** The next n responses end, and their connections close, in the middle of the body. */
    public Faults truncateNext(int times) {
        return plan(times, request -> true, Reply::cutShort);
    }

    /** The next n requests get a page of HTML with status 200. */
    public Faults htmlNext(int times) {
        return plan(times, request -> true, FaultPlan.html(200));
    }

    /** The next response has this body instead of its own, and status 200. The body, which may be large, is not copied. */
    public Faults replaceNext(byte[] body) {
        return plan(1, request -> true, honest -> Reply.json(200, body));
    }

    /** The next n requests are redirected with status 302. */
    public Faults redirectNext(int times, String location) {
        return failNext(times, 302, Map.of("Location", location), "");
    }

    /** Each request fails with this probability, 0 to 1, by 429, 500, 502 with HTML, 503 or a truncated body. */
    public Faults failAtRandom(double probability, long seed) {
        plan.atRandom(probability, seed);
        return this;
    }

    /** Every response has this header in addition; its name is sent as written here. */
    public synchronized Faults responseHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Every page names this next cursor, the last one too; null: no page names one. */
    public synchronized Faults nextCursor(String always) {
        cursor = real -> always;
        return this;
    }

    /** Every page that was requested with a cursor names that cursor again. */
    public synchronized Faults repeatCursor() {
        repeatsCursor = true;
        return this;
    }

    /** Requests hang until they are released. */
    public synchronized Faults hang() {
        hangs = true;
        return this;
    }

    /** Returns how many requests hang. */
    public synchronized int hanging() {
        return held.size();
    }

    /** Releases the requests that hang. Later requests do not hang. */
    public void release() {
        List<Runnable> released;
        synchronized (this) {
            hangs = false;
            released = List.copyOf(held);
            held.clear();
        }
        released.forEach(Runnable::run);
    }

    /** Returns how many faults "of the next" are pending. */
    public int planned() {
        return plan.size();
    }

    /** Clears all faults, and releases the requests that hang. */
    public void clear() {
        plan.clear();
        synchronized (this) {
            headers.clear();
            cursor = UnaryOperator.identity();
            repeatsCursor = false;
            latency = null;
        }
        release();
    }

    synchronized Duration latency() {
        return latency;
    }

    synchronized Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    synchronized String nextCursor(ApiRequest request, String real) {
        String asked = request.query().get("cursor");
        return repeatsCursor && asked != null ? asked : cursor.apply(real);
    }

    /** Removes and returns the fault for this request; null if there is none. */
    UnaryOperator<Reply> take(ApiRequest request) {
        return plan.take(request);
    }

    /** Holds the response while requests hang; returns false if they do not. */
    synchronized boolean hold(Runnable answer) {
        return hangs && held.add(answer);
    }

    private Faults plan(int times, Predicate<ApiRequest> when, UnaryOperator<Reply> fault) {
        plan.add(times, when, fault);
        return this;
    }
}
