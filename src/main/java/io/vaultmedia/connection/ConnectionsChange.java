package io.vaultmedia.connection;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The number of connections that an edit touched. A connection that was paused or resumed counts as changed only if
 * something else differs too.
 */
record ConnectionsChange(long added, long removed, long paused, long resumed, long changed) {

    static ConnectionsChange between(List<ConnectionSettings> before, List<ConnectionSettings> after) {
        Map<Connection, ConnectionSettings> old = byConnection(before);
        Map<Connection, ConnectionSettings> now = byConnection(after);
        return new ConnectionsChange(
                now.keySet().stream().filter(one -> !old.containsKey(one)).count(),
                old.keySet().stream().filter(one -> !now.containsKey(one)).count(),
                count(old, now, (was, is) -> !was.paused() && is.paused()),
                count(old, now, (was, is) -> was.paused() && !is.paused()),
                count(old, now, ConnectionsChange::differ));
    }

    private static Map<Connection, ConnectionSettings> byConnection(List<ConnectionSettings> all) {
        return all.stream().collect(Collectors.toMap(ConnectionSettings::connection, Function.identity()));
    }

    private static long count(
            Map<Connection, ConnectionSettings> old,
            Map<Connection, ConnectionSettings> now,
            BiPredicate<ConnectionSettings, ConnectionSettings> change) {
        return now.values().stream()
                .filter(is -> old.containsKey(is.connection()))
                .filter(is -> change.test(old.get(is.connection()), is))
                .count();
    }

    private static boolean differ(ConnectionSettings was, ConnectionSettings is) {
        return !was.publishesAs(is)
                || !was.interval().equals(is.interval())
                || !was.apiKeyFile().equals(is.apiKeyFile());
    }

    boolean isNone() {
        return added + removed + paused + resumed + changed == 0;
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ").setEmptyValue("nothing has changed");
        add(text, added, "added");
        add(text, removed, "removed");
        add(text, paused, "paused");
        add(text, resumed, "resumed");
        add(text, changed, "changed");
        return text.toString();
    }

    private static void add(StringJoiner text, long count, String what) {
        if (count > 0) {
            text.add(count + " " + what);
        }
    }
}
