package io.vaultmedia.sandbox.chaos;

import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * One thing that happens to a process. Immutable; its text is how a plan is read. A moment is given as a number of requests
 * that reach the API before: that is as random as a time, and does not depend on how fast the machine is.
 */
interface Step {

    void happenTo(Cluster cluster);

    /** Starts a replica, and waits until it works. */
    static Step join(int replica) {
        return new Named("replica " + replica + " joins", cluster -> {
            cluster.start(replica);
            cluster.api().awaitRequestOf(replica);
        });
    }

    static Step kill(int replica, int afterRequests) {
        return new Named("kill replica " + replica + after(afterRequests), cluster -> {
            cluster.api().awaitRequests(afterRequests);
            cluster.replica(replica).kill();
        });
    }

    static Step terminate(int replica, int afterRequests) {
        return new Named("terminate replica " + replica + after(afterRequests), cluster -> {
            cluster.api().awaitRequests(afterRequests);
            cluster.replica(replica).terminate();
        });
    }

    static Step pause(int replica, int afterRequests) {
        return new Named("pause replica " + replica + after(afterRequests), cluster -> {
            cluster.api().awaitRequests(afterRequests);
            cluster.replica(replica).pause();
        });
    }

    static Step resume(int replica, Duration after) {
        return new Named("resume it after " + after.toMillis() / 1000.0 + " s", cluster -> {
            await(after);
            cluster.resume(replica);
        });
    }

    static Step killBroker(int afterRequests) {
        return new Named("kill the broker" + after(afterRequests), cluster -> {
            cluster.api().awaitRequests(afterRequests);
            cluster.killBroker();
        });
    }

    static Step startBroker(Duration after) {
        return new Named("start the broker after " + after.toMillis() / 1000.0 + " s", cluster -> {
            await(after);
            cluster.startBroker();
        });
    }

    private static String after(int requests) {
        return requests == 0 ? "" : " after " + requests + " requests";
    }

    private static void await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Awaitility.await().atMost(time.plusSeconds(5)).until(() -> System.nanoTime() >= end);
    }

    /** A step and its text. Immutable. */
    record Named(String text, Step step) implements Step {

        @Override
        public void happenTo(Cluster cluster) {
            step.happenTo(cluster);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
