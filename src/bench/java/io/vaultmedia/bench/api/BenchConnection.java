package io.vaultmedia.bench.api;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection of the benchmark's API. Its id says how its vault looks and how its API answers, so that nobody has to set
 * it up. Immutable.
 *
 * @param name its alias, the same for all contenders: so they can publish the same records
 * @param serial makes its id its own, or that of those which have it in common: so their requests are counted by themselves
 * @param items how many stored media items its vault has, in whole pages
 * @param latencyMillis how long each of its answers takes
 * @param everyMillis how often, on average, another item is stored, from the API's start on; 0: never
 */
public record BenchConnection(String name, int serial, int items, int latencyMillis, int everyMillis) {
    /** Items a page, the only size there is. */
    public static final int PAGE = 100;

    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static final Pattern ID = Pattern.compile("conn_items(\\d+)_latency(\\d+)_every(\\d+)_([a-z0-9]+)_(\\d+)");

    public BenchConnection {
        if (items % PAGE != 0) {
            throw new IllegalArgumentException("items=" + items + ": must be whole pages of " + PAGE);
        }
    }

    /** A vault in which nothing happens. */
    public static BenchConnection still(String name, int items, int latencyMillis) {
        return still(name, nextSerial(), items, latencyMillis);
    }

    /** The same, with a serial number that others have, too. */
    public static BenchConnection still(String name, int serial, int items, int latencyMillis) {
        return new BenchConnection(name, serial, items, latencyMillis, 0);
    }

    /** One that no connection has yet. */
    public static int nextSerial() {
        return SERIAL.incrementAndGet();
    }

    /** A vault that is empty at first, and then gets an item now and then. */
    public static BenchConnection live(String name, int everyMillis) {
        return new BenchConnection(name, SERIAL.incrementAndGet(), 0, 0, everyMillis);
    }

    static BenchConnection parse(String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("x-connection-id must be like " + ID);
        }
        return new BenchConnection(
                matcher.group(4),
                Integer.parseInt(matcher.group(5)),
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    public String id() {
        return "conn_items" + items + "_latency" + latencyMillis + "_every" + everyMillis + "_" + name + "_" + serial;
    }

    /** As the setting {@code vault.connections} takes it. */
    public String aliasAndId() {
        return name + "=" + id();
    }

    /** How many requests it takes to read all of it. */
    public int pages() {
        return items / PAGE;
    }

    /** How many variants it has at the start: two of each item. */
    public int variants() {
        return 2 * items;
    }
}
