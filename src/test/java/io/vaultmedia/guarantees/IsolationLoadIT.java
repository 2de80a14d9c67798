package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 4, isolation, under load: of 200 connections one hangs and one always fails; all others are polled on time.
 */
@WithKafka
class IsolationLoadIT {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void aConnectionThatHangsAndOneThatFailsDelayNoneOfTheOthers() {
        try (VaultSimulator api = VaultSimulator.start()) {
            Fleet fleet = Fleet.of(api, 200);
            String hanging = fleet.ids().get(50);
            String failing = fleet.ids().get(150);
            api.faults(hanging).hang();
            api.faults(failing).failNext(1_000, 500);
            try (ProductProcess product = fleet.poll(prefix, INTERVAL)) {
                fleet.awaitBackfills(product);
                long begin = System.nanoTime();
                long end = begin + Duration.ofSeconds(35).toNanos();
                Awaitility.await().until(() -> System.nanoTime() > end);
                assertThat(product.isAlive()).as(product.log()).isTrue();
                List<String> others = fleet.ids().stream()
                        .filter(id -> !id.equals(hanging) && !id.equals(failing))
                        .toList();
                Punctuality polls = new Punctuality(api.requests().last(), others, INTERVAL, begin, end);
                System.out.printf("isolation load: %s%n", polls);

                assertThat(api.requests().count(hanging))
                        .as("requests that hang; the first is given up after 30 s")
                        .isBetween(1L, 3L);
                assertThat(polls.polls()).isGreaterThanOrEqualTo(6 * others.size());
                assertThat(polls.late(99)).as("%s", polls).isLessThan(Duration.ofSeconds(1));
                assertThat(polls.late(100)).as("%s", polls).isLessThan(Duration.ofSeconds(2));
            }
        }
    }
}
