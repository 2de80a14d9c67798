package io.vaultmedia.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that are polled. If an edit of them cannot be used, the connections before it stay. Thread safe.
 */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final ConnectionsSource source;
    private final List<Consumer<List<ConnectionSettings>>> listeners = new ArrayList<>();

    /** Includes the connections that were removed: a page of theirs may still be in flight. */
    private final Map<String, Connection> known = new ConcurrentHashMap<>();

    private volatile List<ConnectionSettings> current;
    private volatile String problem;

    /**
     * Creates the list.
     *
     * @param first the connections at the start
     * @param source is asked for changes at each {@link #reload}
     */
    public Connections(List<ConnectionSettings> first, ConnectionsSource source) {
        this.source = source;
        become(first);
    }

    private void become(List<ConnectionSettings> connections) {
        connections.forEach(one -> known.put(one.connection().reference(), one.connection()));
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

    /** Returns the connection with this {@link Connection#reference}, even if it was removed. */
    public Optional<Connection> byReference(String reference) {
        return Optional.ofNullable(known.get(reference));
    }

    /** Returns why the last edit was not applied, or null if it was. */
    public String problem() {
        return problem;
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
