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
 * The connections that are polled now. What can not be read leaves them as they were: better yesterday's connections than
 * none. Thread safe.
 */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final ConnectionsSource source;
    private final List<Consumer<List<ConnectionSettings>>> listeners = new ArrayList<>();

    /** Those that were removed, too: a page of theirs may still be on its way. */
    private final Map<String, Connection> known = new ConcurrentHashMap<>();

    private volatile List<ConnectionSettings> current;
    private volatile String problem;

    /**
     * Connections that may change.
     *
     * @param first those to begin with
     * @param source is asked at each {@link #reload}
     */
    public Connections(List<ConnectionSettings> first, ConnectionsSource source) {
        this.source = source;
        become(first);
    }

    private void become(List<ConnectionSettings> connections) {
        connections.forEach(one -> known.put(one.connection().reference(), one.connection()));
        current = List.copyOf(connections);
    }

    /** All connections as they are now, those that are paused included. */
    public List<ConnectionSettings> current() {
        return current;
    }

    /**
     * Calls back with all connections: now, and whenever one was added, removed or changed, then in the thread of {@link
     * #reload}. Always in the order of the edits.
     */
    public synchronized void follow(Consumer<List<ConnectionSettings>> listener) {
        listeners.add(listener);
        listener.accept(current);
    }

    /** The connection with this {@link Connection#reference}, even if it has been removed since. */
    public Optional<Connection> byReference(String reference) {
        return Optional.ofNullable(known.get(reference));
    }

    /** Why the last edit of the connections was not taken over, or null if it was. */
    public String problem() {
        return problem;
    }

    /** Takes over what has changed at their source. */
    public synchronized void reload() {
        source.changed().ifPresent(this::take);
    }

    private void take(ConnectionsSource.Reading reading) {
        problem = reading.problem();
        if (problem != null) {
            LOG.warn("The connections stay as they were, until this is put right: {}", problem);
            return;
        }
        ConnectionsChange change = ConnectionsChange.between(current, reading.connections());
        LOG.info("The connections have been edited: {}", change);
        if (!change.isNone()) {
            become(reading.connections());
            listeners.forEach(listener -> listener.accept(current));
        }
    }
}
