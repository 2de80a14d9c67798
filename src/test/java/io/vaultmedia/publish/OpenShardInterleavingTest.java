package io.vaultmedia.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.interleaving.Interleaving;
import io.vaultmedia.interleaving.Interleavings;
import io.vaultmedia.ledger.ShardLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** Scans submit pages, threads publish them, and the opening ends at any moment: whatever the order of their steps. */
class OpenShardInterleavingTest {

    @Test
    void eachPageIsReportedInEachInterleaving() {
        Interleavings.of(Scenario.class, OpenShard.class, PageQueue.class, Commit.class)
                .explore(1_500, Duration.ofSeconds(5));
    }

    /** Up to three scans of up to four pages each, and perhaps an end from outside. */
    static final class Scenario implements Runnable {
        private final Kafka kafka = new Kafka();
        private final OpenShard shard =
                new OpenShard(0, new ShardLedger("ledger"), kafka, Duration.ofMillis(50), System::nanoTime);
        private final List<Page> pages = new ArrayList<>();

        @Override
        public void run() {
            IntStream.rangeClosed(0, Interleaving.choose(3)).forEach(n -> Interleaving.start("scan " + n, this::scan));
            switch (Interleaving.choose(8)) {
                case 0 -> Interleaving.start("fails", () -> shard.fail(new KafkaException("from outside")));
                case 1 ->
                    Interleaving.start("is released", () -> {
                        shard.release();
                        shard.end(Duration.ofSeconds(4));
                    });
                default -> {}
            }
            Interleaving.joinAll();
            assertThat(shard.isRequested())
                    .as("pages wait that nobody publishes")
                    .isFalse();
            assertThat(shard.busyFor()).as("a transaction that never ends").isZero();
            assertThat(pages).allMatch(page -> page.outcome != null, "its outcome is known");
            assertThat(pages.stream().filter(page -> page.reports > 0))
                    .allMatch(page -> page.reports == 1
                            && (page.isEmpty() || kafka.committed.contains(page) || page.isOnlyProgress()));
            assertThat(kafka.committed).doesNotHaveDuplicates();
            assertThat(shard.isEnded()
                            || kafka.committed.containsAll(pages.stream()
                                    .filter(page -> !page.isEmpty())
                                    .toList()))
                    .as("all are committed, or the shard is opened again")
                    .isTrue();
        }

        private void scan() {
            Page last = null;
            try {
                for (int left = Interleaving.choose(3); left >= 0; left--) {
                    Commit before = last == null ? Commit.of(null) : last.commit();
                    last = new Page(this, List.of(Kind.values()).get(Interleaving.choose(3)));
                    last.follows(before);
                    pages.add(last);
                    if (shard.submit(last)) {
                        Interleaving.start("publishes", this::publish);
                    } else if (shard.isRequested()) { // A scan that fails may ask once more; it must do no harm.
                        Interleaving.start("publishes, too", this::publish);
                    }
                }
            } catch (ShardClosedException | ShardReleasedException e) {
                last.commit().failed(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(last.commit().awaitOutcome(Duration.ofMinutes(3))).isTrue();
        }

        /** What the route publish-page does. */
        private void publish() {
            while (shard.isRequested()) {
                shard.begin().ifPresent(this::publish);
            }
        }

        private void publish(Publication publication) {
            publication.forEach(record -> publication.send());
            try {
                publication.commit();
            } catch (KafkaException e) {
                // The publication has kept it.
            }
            Throwable failure = publication.failure(null);
            if (failure == null) {
                shard.committed();
            } else {
                shard.fail(failure);
            }
        }
    }

    private enum Kind {
        NEWS,
        PROGRESS,
        NOTHING
    }

    private static final class Page extends ShardTransaction {
        private final Kafka kafka;
        private int reports;
        private String outcome;

        private Page(Scenario scenario, Kind kind) {
            super(scenario.shard, content(kind));
            this.kafka = scenario.kafka;
            commit().whenKnown(() -> outcome = "known");
        }

        private static PageContent content(Kind kind) {
            PageContent content = new PageContent();
            content.isOnlyProgress = kind == Kind.PROGRESS;
            if (kind != Kind.NOTHING) {
                content.records.add(new OutboundRecord(new ProducerRecord<>("topic", new byte[0]), 0, null));
            }
            return content;
        }

        @Override
        Refusals refusals() {
            return null;
        }

        @Override
        void enter() {}

        /** Its records are with the producer. */
        @Override
        void sent() {
            if (!isEmpty()) {
                kafka.sent.add(this);
            }
        }

        @Override
        void committed() {
            reports++;
            commit().succeeded();
        }
    }

    /** Commits, or fails. */
    private static final class Kafka implements ShardProducer {
        private final List<Page> sent = new ArrayList<>();
        private final List<Page> committed = new ArrayList<>();
        private boolean isOngoing;

        @Override
        public void begin() {
            assertThat(isOngoing).as("a transaction within another").isFalse();
            isOngoing = true;
        }

        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> onFailure) {
            Interleaving.point("Produce");
        }

        @Override
        public void commit() {
            Interleaving.point("EndTxn");
            if (Interleaving.choose(8) == 0) {
                throw new KafkaException("the outcome is unknown");
            }
            committed.addAll(sent);
            sent.clear();
            isOngoing = false;
        }

        @Override
        public void close() {}
    }
}
