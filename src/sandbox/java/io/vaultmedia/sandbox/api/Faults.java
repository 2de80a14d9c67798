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
 * What goes wrong with the answers to GET requests of the media endpoint: of the whole simulator, or of one connection.
 * Faults "of the next n" happen once each, in the order in which they were set; the others last until they are changed
 * or cleared. One request meets one fault of the next: its connection's own before the simulator's.
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

    /** How long each answer takes; a connection's own wins over the simulator's. */
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

    /** The next n answers end, and their connections close, in the middle of the body. */
    public Faults truncateNext(int times) {
        return plan(times, request -> true, Reply::cutShort);
    }

    /** The next n requests get a page of HTML with status 200. */
    public Faults htmlNext(int times) {
        return plan(times, request -> true, FaultPlan.html(200));
    }

    /** The next answer has this body in the place of its own, and status 200. */
    public Faults replaceNext(byte[] body) {
        byte[] copy = body.clone();
        return plan(1, request -> true, honest -> Reply.json(200, copy));
    }

    /** The next n requests are sent elsewhere, by status 302. */
    public Faults redirectNext(int times, String location) {
        return failNext(times, 302, Map.of("Location", location), "");
    }

    /** Each request fails with this probability, 0 to 1, by 429, 500, 502 with HTML, 503 or a truncated body. */
    public Faults failAtRandom(double probability, long seed) {
        plan.atRandom(probability, seed);
        return this;
    }

    /** Every answer has this header, besides its own; its name is sent as it is written here. */
    public synchronized Faults responseHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Every page names this next cursor, the last one too; null: no page names one. */
    public synchronized Faults nextCursor(String always) {
        cursor = real -> always;
        return this;
    }

    /** Every page that was asked for by a cursor names that cursor again. */
    public synchronized Faults repeatCursor() {
        repeatsCursor = true;
        return this;
    }

    /** Requests get no answer until they are released. */
    public synchronized Faults hang() {
        hangs = true;
        return this;
    }

    /** How many requests wait to be released. */
    public synchronized int hanging() {
        return held.size();
    }

    /** Ends the hanging: those that wait are answered, and later ones do not wait. */
    public void release() {
        List<Runnable> released;
        synchronized (this) {
            hangs = false;
            released = List.copyOf(held);
            held.clear();
        }
        released.forEach(Runnable::run);
    }

    /** How many faults "of the next" have not happened yet. */
    public int planned() {
        return plan.size();
    }

    /** No faults any more; requests that hang are released. */
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

    /** Takes out the fault that this request meets; null if it meets none. */
    UnaryOperator<Reply> take(ApiRequest request) {
        return plan.take(request);
    }

    /** Keeps an answer back while requests hang; false if they do not. */
    synchronized boolean hold(Runnable answer) {
        return hangs && held.add(answer);
    }

    private Faults plan(int times, Predicate<ApiRequest> when, UnaryOperator<Reply> fault) {
        plan.add(times, when, fault);
        return this;
    }
}
