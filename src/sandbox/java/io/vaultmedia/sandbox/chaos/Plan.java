package io.vaultmedia.sandbox.chaos;

import static io.vaultmedia.sandbox.chaos.Step.join;
import static io.vaultmedia.sandbox.chaos.Step.kill;
import static io.vaultmedia.sandbox.chaos.Step.killBroker;
import static io.vaultmedia.sandbox.chaos.Step.pause;
import static io.vaultmedia.sandbox.chaos.Step.resume;
import static io.vaultmedia.sandbox.chaos.Step.startBroker;
import static io.vaultmedia.sandbox.chaos.Step.terminate;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What is going to happen: in the backfill, its only replica is killed again and again; then, in live traffic, things
 * happen to two replicas, a third one that comes and goes, and the broker. The same seed makes the same plan; no kind of
 * round comes again before all others had their turn. Immutable.
 *
 * @param backfill two of five rounds
 * @param live all others
 */
record Plan(List<Round> backfill, List<Round> live) {

    private static final int GUEST = 3;

    static Plan of(long seed, int rounds, Duration sessionTimeout) {
        return of(seed, rounds, sessionTimeout, true);
    }

    /** Returns one in which nothing happens to brokers. */
    static Plan ofReplicas(long seed, int rounds, Duration sessionTimeout) {
        return of(seed, rounds, sessionTimeout, false);
    }

    private static Plan of(long seed, int rounds, Duration sessionTimeout, boolean brokersToo) {
        Random random = new Random(seed);
        int kills = rounds * 2 / 5;
        List<Round> backfill = IntStream.rangeClosed(1, kills)
                .mapToObj(number -> new Round(number, List.of(kill(1, 1 + random.nextInt(40)))))
                .toList();
        Deck deck = new Deck(random, sessionTimeout, brokersToo);
        List<Round> live = IntStream.rangeClosed(kills + 1, rounds)
                .mapToObj(number -> new Round(number, deck.next()))
                .toList();
        return new Plan(backfill, live);
    }

    /** Returns how many items each connection's vault needs: a thousand variants for each kill in the backfill. */
    int itemsOfEachConnection() {
        return Math.max(1, backfill.size() * 500 / Accounts.ALL.size());
    }

    /** The kinds of rounds, dealt out. Not thread safe. */
    private static final class Deck {

        private final Random random;
        private final Duration sessionTimeout;
        private final boolean brokersToo;
        private final Deque<Supplier<List<Step>>> kinds = new ArrayDeque<>();

        Deck(Random random, Duration sessionTimeout, boolean brokersToo) {
            this.random = random;
            this.sessionTimeout = sessionTimeout;
            this.brokersToo = brokersToo;
        }

        List<Step> next() {
            if (kinds.isEmpty()) {
                List<Supplier<List<Step>>> all = new ArrayList<>(List.of(
                        () -> List.of(kill(either(), requests())),
                        () -> List.of(kill(1, requests()), kill(2, requests())),
                        () -> List.of(terminate(either(), requests())),
                        () -> List.of(join(GUEST), kill(GUEST, requests())),
                        () -> List.of(join(GUEST), terminate(GUEST, requests())),
                        () -> zombie(either())));
                if (brokersToo) {
                    all.add(5, () -> List.of(killBroker(requests()), startBroker(moment())));
                    all.add(6, () -> List.of(killBroker(requests()), kill(either(), 0), startBroker(moment())));
                    all.add(() -> zombieAndBroker(either()));
                }
                Collections.shuffle(all, random);
                kinds.addAll(all);
            }
            return kinds.pop().get();
        }

        private List<Step> zombie(int replica) {
            return List.of(pause(replica, requests()), resume(replica, sessionTimeout.plus(moment())));
        }

        private List<Step> zombieAndBroker(int replica) {
            return List.of(
                    pause(replica, requests()),
                    killBroker(requests()),
                    startBroker(moment()),
                    resume(replica, sessionTimeout.plus(moment())));
        }

        private int either() {
            return 1 + random.nextInt(2);
        }

        private int requests() {
            return 1 + random.nextInt(200);
        }

        private Duration moment() {
            return Duration.ofMillis(random.nextInt(4000));
        }
    }
}
