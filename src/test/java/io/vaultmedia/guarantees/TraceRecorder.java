package io.vaultmedia.guarantees;

import io.vaultmedia.ledger.LedgerEntry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes Kafka clients that write down what a replica does with its only shard, in the words of docs/model/ledger.pml. The
 * clients are real, and so is the broker. Thread safe.
 */
public final class TraceRecorder extends DefaultKafkaClientFactory {

    /** How the next commit ends. */
    enum Commit {
        HEARD,
        /** Kafka has committed, and the answer is lost. */
        ANSWER_LOST,
        /** The process dies before it asks Kafka to commit. */
        NOT_ASKED
    }

    private static volatile TraceRecorder present;

    private final Trace trace;
    private final int replica;
    private final String transactionalId;
    private volatile Commit next = Commit.HEARD;

    /** @param transactionalId that of the shard */
    TraceRecorder(Trace trace, int replica, String transactionalId) {
        this.trace = trace;
        this.replica = replica;
        this.transactionalId = transactionalId;
    }

    /** What the product that is started next takes as its factory: {@code #class:<this class>#present}. */
    public static TraceRecorder present() {
        return present;
    }

    /** Makes this the {@link #present} one. */
    TraceRecorder use() {
        present = this;
        return this;
    }

    /** Decides how the next transaction that publishes a variant ends. */
    void nextCommit(Commit commit) {
        next = commit;
    }

    @Override
    @SuppressWarnings("rawtypes") // Camel's interface has it so.
    public Producer getProducer(Properties settings) {
        Producer<?, ?> real = super.getProducer(settings);
        return transactionalId.equals(settings.get("transactional.id")) ? new Sending(real).proxy() : real;
    }

    @Override
    @SuppressWarnings("rawtypes") // Camel's interface has it so.
    public Consumer getConsumer(Properties settings) {
        Consumer<?, ?> real = super.getConsumer(settings);
        return settings.containsKey("group.id") ? real : new Reading(real).proxy();
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A producer of the shard. */
    private final class Sending {
        private final Producer<?, ?> real;
        private final Set<Long> entries = new TreeSet<>();
        private Set<Long> variants;

        private Sending(Producer<?, ?> real) {
            this.real = real;
        }

        private Producer<?, ?> proxy() {
            return (Producer<?, ?>) Proxy.newProxyInstance(
                    Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "send" -> sends((ProducerRecord<?, ?>) arguments[0]);
                            case "commitTransaction" -> {
                                commit();
                                return null;
                            }
                            default -> {}
                        }
                        Object result = call(real, method, arguments);
                        if (method.getName().equals("initTransactions")) {
                            trace.add("TAKES_OVER", replica, Set.of());
                        }
                        return result;
                    });
        }

        private void sends(ProducerRecord<?, ?> record) {
            if (record.topic().endsWith(".ledger")) {
                LedgerEntry entry = LedgerEntry.parse((byte[]) record.key(), (byte[]) record.value());
                if (entry.kind() == LedgerEntry.Kind.VARIANT) {
                    entries.addAll(entry.numbers());
                }
            } else if (record.headers().lastHeader("ce_foundby") != null) {
                if (variants == null) {
                    variants = trace.add("SENDS", replica, Set.of());
                }
                byte[] time = record.headers().lastHeader("ce_time").value();
                variants.add(
                        Instant.parse(new String(time, StandardCharsets.UTF_8)).toEpochMilli());
            }
        }

        /** A transaction that publishes no variant is no step of the model. */
        private void commit() {
            if (variants == null) {
                real.commitTransaction();
                return;
            }
            trace.add("ENTERS", replica, entries);
            Commit how = next;
            next = Commit.HEARD;
            try {
                if (how == Commit.NOT_ASKED) {
                    real.flush();
                } else {
                    real.commitTransaction();
                }
                if (how != Commit.HEARD) {
                    throw new KafkaException("killed");
                }
                trace.add("HEARS", replica, variants);
            } catch (KafkaException e) {
                trace.add("GIVES_UP", replica, Set.of());
                throw e;
            }
            variants = null;
            entries.clear();
        }
    }

    /** A consumer in no group, which may read the ledger. */
    private final class Reading {
        private final Consumer<?, ?> real;
        private final Map<Long, List<Long>> known = new HashMap<>();
        private Set<Long> variants;
        private boolean readsLedger;

        private Reading(Consumer<?, ?> real) {
            this.real = real;
        }

        private Consumer<?, ?> proxy() {
            return (Consumer<?, ?>) Proxy.newProxyInstance(
                    Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("assign")) {
                            assigned((Collection<?>) arguments[0]);
                        }
                        if (readsLedger && method.getName().equals("poll") && trace.hasJust("TAKES_OVER", replica)) {
                            variants = trace.add("READS", replica, Set.of());
                        }
                        Object result = call(real, method, arguments);
                        if (result instanceof ConsumerRecords<?, ?> records && variants != null) {
                            records.forEach(this::read);
                        }
                        return result;
                    });
        }

        private void assigned(Collection<?> partitions) {
            readsLedger = partitions.stream()
                    .anyMatch(one -> ((TopicPartition) one).topic().endsWith(".ledger"));
        }

        private void read(ConsumerRecord<?, ?> record) {
            byte[] key = (byte[]) record.key();
            if (key.length == 0 || key[0] != 'v') {
                return;
            }
            LedgerEntry entry = LedgerEntry.parse(key, (byte[]) record.value());
            known.put(entry.keyHash(), entry.numbers());
            variants.clear();
            known.values().forEach(variants::addAll);
        }
    }
}
