package io.vaultmedia.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that are polled. If an edit of them cannot be used, the connections before it stay. Thread safe.
 */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final ConnectionsSource source;
    private final List<Consumer<List<ConnectionSettings>>> listeners = new ArrayList<>();

    /** A page of a connection that was removed may be in flight for less long. */
    private static final long IN_FLIGHT = Duration.ofMinutes(10).toNanos();

    private final LongSupplier nanoTime;
    private final Map<String, Connection> known = new ConcurrentHashMap<>();
    private final Map<String, Long> removedAt = new HashMap<>();

    private volatile List<ConnectionSettings> current;
    private volatile String problem;

    /**
     * Creates the list.
     *
     * @param first the connections at the start
     * @param source is asked for changes at each {@link #reload}
     */
    public Connections(List<ConnectionSettings> first, ConnectionsSource source) {
        this(first, source, System::nanoTime);
    }

    /** @param nanoTime a monotonic clock in nanoseconds */
    Connections(List<ConnectionSettings> first, ConnectionsSource source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        become(first);
    }

    private void become(List<ConnectionSettings> connections) {
        long now = nanoTime.getAsLong();
        known.keySet().forEach(reference -> removedAt.putIfAbsent(reference, now));
        for (ConnectionSettings one : connections) {
            removedAt.remove(one.connection().reference());
            known.put(one.connection().reference(), one.connection());
        }
        removedAt.entrySet().removeIf(one -> now - one.getValue() > IN_FLIGHT && known.remove(one.getKey()) != null);
        current = List.copyOf(connections);
    }

    /** Returns all connections, including paused ones. */
    public List<ConnectionSettings> current() {
        return current;
    }

    /**
     * Calls the listener with all connections, now and after each edit that adds, removes or changes one. Later calls come
     * from the thread that calls {@link #reload}, in the order of the edits.
     */
    public synchronized void follow(Consumer<List<ConnectionSettings>> listener) {
        listeners.add(listener);
        listener.accept(current);
    }

    /** Returns the connection with this {@link Connection#reference}, even if it was removed a short time ago. */
    public Optional<Connection> byReference(String reference) {
        return Optional.ofNullable(known.get(reference));
    }

    /** Returns true if {@link #byReference} finds one. */
    public boolean isKnown(String reference) {
        return known.containsKey(reference);
    }

    /** Returns the connection that is called so: by its alias, its id or its {@link Connection#label}. */
    public Optional<Connection> named(String name) {
        return current.stream()
                .map(ConnectionSettings::connection)
                .filter(one -> name.equals(one.name()) || name.equals(one.id()) || name.equals(one.label()))
                .findFirst();
    }

    /** Returns why the last edit was not applied, or null if it was. */
    public String problem() {
        return problem;
    }

    /** False if {@link #reload} never finds anything. */
    public boolean canChange() {
        return source.canChange();
    }

    /** Applies what has changed at the source. */
    public synchronized void reload() {
        source.changed().ifPresent(this::take);
    }

    private void take(ConnectionsSource.Reading reading) {
        problem = reading.problem();
        if (problem != null) {
            LOG.warn("An edit of the connections is not applied: {}", problem);
            return;
        }
        ConnectionsChange change = ConnectionsChange.between(current, reading.connections());
        LOG.info("Applied an edit of the connections: {}", change);
        if (!change.isNone()) {
            become(reading.connections());
            listeners.forEach(listener -> listener.accept(current));
        }
    }
}
