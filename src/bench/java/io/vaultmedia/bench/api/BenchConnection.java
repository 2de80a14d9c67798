package io.vaultmedia.bench.api;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection of the benchmark's API. Its id says how its vault looks and how the API responds, so it needs no
 * set-up. Immutable.
 *
 * @param name its alias, the same for all contenders, so that they can publish the same records
 * @param serial makes its id unique, or common to a group whose requests are counted together
 * @param items how many stored media items its vault has, in whole pages
 * @param latencyMillis the latency of each response
 * @param everyMillis how often, on average, another item is stored, from the API's start on; 0: never
 */
public record BenchConnection(String name, int serial, int items, int latencyMillis, int everyMillis) {
    /** Items a page; no other page size is supported. */
    public static final int PAGE = 100;

    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static final Pattern ID = Pattern.compile("conn_items(\\d+)_latency(\\d+)_every(\\d+)_([a-z0-9]+)_(\\d+)");

    public BenchConnection {
        if (items % PAGE != 0) {
            throw new IllegalArgumentException("items=" + items + ": must be whole pages of " + PAGE);
        }
    }

    /** Returns a connection whose vault never changes. */
    public static BenchConnection still(String name, int items, int latencyMillis) {
        return still(name, nextSerial(), items, latencyMillis);
    }

    /** Returns a connection whose vault never changes, with a shared serial number. */
    public static BenchConnection still(String name, int serial, int items, int latencyMillis) {
        return new BenchConnection(name, serial, items, latencyMillis, 0);
    }

    /** Returns a connection with an unused serial number. */
    public static int nextSerial() {
        return SERIAL.incrementAndGet();
    }

    /** Returns a connection whose vault is empty at first, and gets an item from time to time. */
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

    /** Returns it as the setting {@code vault.connections} takes it. */
    public String aliasAndId() {
        return name + "=" + id();
    }

    /** Returns the number of requests that read the whole vault. */
    public int pages() {
        return items / PAGE;
    }

    /** Returns the number of variants at the start: two for each item. */
    public int variants() {
        return 2 * items;
    }
}
