package io.vaultmedia.proof;

import io.vaultmedia.proof.KafkaMessage.Direction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.common.protocol.ApiKeys;

/** Decides what becomes of each message. Thread safe. */
@FunctionalInterface
interface FaultRule {

    FaultRule NONE = message -> Fate.PASS;

    Fate fateOf(KafkaMessage message);

    /** Messages of one kind, of clients whose id begins so; all others pass. */
    static Predicate<KafkaMessage> of(ApiKeys api, Direction direction, String client) {
        return message -> message.api() == api
                && message.direction() == direction
                && message.clientId().startsWith(client);
    }

    /** The next few of these messages meet this fate, and those that come after them pass. */
    final class Next implements FaultRule {

        private final Predicate<KafkaMessage> matching;
        private final Fate fate;
        private final AtomicInteger left;

        Next(int count, Predicate<KafkaMessage> matching, Fate fate) {
            this.matching = matching;
            this.fate = fate;
            this.left = new AtomicInteger(count);
        }

        @Override
        public Fate fateOf(KafkaMessage message) {
            return matching.test(message) && left.getAndDecrement() > 0 ? fate : Fate.PASS;
        }

        /** Returns true once all of them have met it. */
        boolean isSpent() {
            return left.get() <= 0;
        }
    }
}
