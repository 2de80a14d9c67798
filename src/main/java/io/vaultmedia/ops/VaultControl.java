package io.vaultmedia.ops;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.event.Signal;
import io.vaultmedia.event.SignalParser;
import io.vaultmedia.schedule.ConnectionStatus;
import io.vaultmedia.schedule.Schedule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;

/**
 * What a person, a program or a route of the host asks of connections: the bean {@code vaultControl}, and an MBean of that
 * name. A connection is named by its alias or its id; {@code *} is all of them.
 *
 * <p>Each operation but {@link #pollHere} sends a signal, and returns its offset once Kafka has it: the replica that polls the
 * connection follows it within two seconds, wherever that is, and a restart does not undo it. Each throws KafkaException if
 * Kafka does not take the signal, and IllegalArgumentException for a name that no connection has. Thread safe.
 */
@ManagedResource(description = "Polls, sweeps, rewinds, pauses and resumes Vault+ connections")
public final class VaultControl {

    /** The header of a message to {@code direct:vault-poll-now} that names the connections. */
    public static final String CONNECTION = "vaultConnection";

    private final Connections connections;
    private final Schedule schedule;
    private final ToLongFunction<Signal> send;

    /** @param send returns the offset of a signal once Kafka has it */
    public VaultControl(Connections connections, Schedule schedule, ToLongFunction<Signal> send) {
        this.connections = connections;
        this.schedule = schedule;
        this.send = send;
    }

    /** Scans a connection for news now. */
    @ManagedOperation(description = "Scans a connection, or * for all, for news now")
    public long pollNow(String connection) {
        return send(connection, Signal.Kind.POLL);
    }

    /** Sweeps a connection now: scans everything, to find what was missed. */
    @ManagedOperation(description = "Scans everything of a connection, or of * for all, to find what was missed")
    public long sweepNow(String connection) {
        return send(connection, Signal.Kind.SWEEP);
    }

    /**
     * Scans a connection again from an instant on.
     *
     * @param from an ISO 8601 instant, or {@code beginning}
     * @param republish false to publish only what is not known; true to publish each variant that was stored since then
     *     again, once
     */
    @ManagedOperation(description = "Scans a connection, or * for all, again from an ISO 8601 instant or beginning on")
    public long rewind(String connection, String from, boolean republish) {
        return send.applyAsLong(new Signal(nameOf(connection), Signal.Kind.REWIND, SignalParser.from(from), republish));
    }

    /** Pauses a connection until it is resumed. */
    @ManagedOperation(description = "Pauses a connection, or * for all, until it is resumed")
    public long pause(String connection) {
        return send(connection, Signal.Kind.PAUSE);
    }

    /** Ends a pause. A pause in the connections file stays. */
    @ManagedOperation(description = "Ends the pause of a connection, or of * for all")
    public long resume(String connection) {
        return send(connection, Signal.Kind.RESUME);
    }

    /** Returns how each connection is doing that this replica polls. */
    public List<ConnectionStatus> states() {
        return schedule.status();
    }

    /** Returns the same as one line for each connection: its alias or reference, its state, and who wants it paused. */
    @ManagedAttribute(description = "The connections that this replica polls, each with its state")
    public List<String> getConnectionStates() {
        return states().stream()
                .map(one -> one.connection().label() + ": " + one.state().label()
                        + (one.isToBePaused() ? ", paused " + one.pausedBy() : ""))
                .toList();
    }

    private long send(String connection, Signal.Kind kind) {
        return send.applyAsLong(new Signal(nameOf(connection), kind, null, false));
    }

    private String nameOf(String connection) {
        return connection.equals(Signal.ALL)
                ? connection
                : connection(connection).name();
    }

    /**
     * Makes connections due now, as far as this replica polls them: what stands behind {@code direct:vault-poll-now}. A
     * trigger in place of the timer runs in each replica.
     *
     * @param header one name or several, separated by commas; if it is missing, the body counts
     * @param body the same as a text; any other body counts as all connections
     * @return how many connections are due now
     * @throws IllegalArgumentException for a name that no connection has
     */
    public int pollHere(@Header(CONNECTION) String header, @Body Object body) {
        String names = header != null ? header : body instanceof String text ? text : "";
        if (names.isBlank() || names.strip().equals(Signal.ALL)) {
            return schedule.pollNow(any -> true);
        }
        Set<Connection> named = new HashSet<>();
        for (String name : names.split(",", -1)) {
            named.add(connection(name.strip()));
        }
        return schedule.pollNow(named::contains);
    }

    /** The name is not repeated: it may be an id. */
    private Connection connection(String name) {
        return connections
                .named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no connection has the alias or id that was asked for; vault.connections and"
                                + " vault.connections-file list those that there are"));
    }
}
