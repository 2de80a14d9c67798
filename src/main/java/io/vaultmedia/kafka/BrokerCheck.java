package io.vaultmedia.kafka;

import io.vaultmedia.kafka.PortAnswer.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Says in one sentence what is wrong with the brokers' addresses. It asks them by itself, for two seconds at most, because
 * Kafka's client says little (a time-out), or runs out of memory if something else than Kafka answers. Thread safe.
 */
public final class BrokerCheck {

    private static final int PATIENCE_MILLIS = 2_000;
    private final KafkaSettings settings;
    private final String brokersKey;
    private final String protocolKey;

    public BrokerCheck(KafkaSettings settings) {
        this.settings = settings;
        this.brokersKey = settings.key("brokers");
        this.protocolKey = settings.key("security-protocol");
    }

    /**
     * Returns if Kafka's client can be opened without harm: if it encrypts, or if no address answers in another protocol
     * than Kafka's plain one.
     *
     * @throws ExplainedException if one does
     */
    public void requireKafka() {
        if (!isEncrypted()) {
            ask().stream().filter(PortAnswer::isForeign).findFirst().ifPresent(answer -> {
                throw new ExplainedException(foreign(answer));
            });
        }
    }

    private String foreign(PortAnswer answer) {
        String cure = answer.is(Kind.TLS)
                ? "set " + protocolKey + " to SSL or SASL_SSL, or name Kafka's plain port in " + brokersKey
                : "check host and port in " + brokersKey + ", and the brokers' advertised.listeners";
        return answer.address() + " does not speak Kafka's plain protocol: " + answer.text() + "; " + cure;
    }

    /** Returns a failure that says which address is at fault and what to check; the given one if none is. */
    public KafkaException explain(KafkaException e) {
        boolean isAnswer = Stream.iterate(e, t -> t != null, Throwable::getCause)
                .anyMatch(t -> t instanceof AuthenticationException
                        || t instanceof AuthorizationException
                        || t instanceof NotAllowedException
                        || t instanceof ExplainedException);
        return isAnswer
                ? e
                : reason(ask(), e)
                        .<KafkaException>map(text -> new ExplainedException(text, e))
                        .orElse(e);
    }

    private Optional<String> reason(List<PortAnswer> answers, KafkaException e) {
        Set<BrokerAddress> listed = Set.copyOf(listed());
        List<PortAnswer> own = answers.stream()
                .filter(answer -> listed.contains(answer.address()))
                .toList();
        if (isEncrypted() && own.stream().anyMatch(answer -> answer.is(Kind.KAFKA))) {
            return Optional.of("Kafka at " + settings.shownBrokers() + " speaks its plain protocol on this port, but "
                    + protocolKey + " asks for TLS; correct " + protocolKey + ", or the port in " + brokersKey);
        }
        if (!own.isEmpty() && own.stream().allMatch(this::isOfNoUse)) {
            return Optional.of("Kafka at " + settings.shownBrokers() + " cannot be reached: " + texts(own) + "; check "
                    + brokersKey + ", and that Kafka is running there");
        }
        List<PortAnswer> advertised = answers.stream()
                .filter(answer -> !listed.contains(answer.address()) && isOfNoUse(answer))
                .toList();
        return advertised.isEmpty()
                ? slow(e)
                : Optional.of("Kafka at " + settings.shownBrokers() + " answers, but sends its clients to "
                        + advertised.stream().map(a -> a.address().toString()).collect(Collectors.joining(", "))
                        + ", and there " + texts(advertised) + "; correct the brokers' advertised.listeners, or make"
                        + " these addresses reachable from here");
    }

    /** Only brokers that demand no login tell us where they are: with the others, it is a guess. */
    private Optional<String> slow(KafkaException e) {
        return "PLAINTEXT".equals(protocol()) || !(OpeningFailure.rootOf(e) instanceof TimeoutException)
                ? Optional.empty()
                : Optional.of("Kafka at " + settings.shownBrokers() + " takes connections, but is not ready: "
                        + OpeningFailure.rootOf(e).getMessage()
                        + "; if it lasts, check that the addresses in the brokers'"
                        + " advertised.listeners can be reached from here");
    }

    private boolean isOfNoUse(PortAnswer answer) {
        return answer.isDown() || (!isEncrypted() && !answer.is(Kind.KAFKA));
    }

    private static String texts(List<PortAnswer> answers) {
        return answers.size() == 1
                ? answers.get(0).text()
                : answers.stream().map(a -> a.address() + ": " + a.text()).collect(Collectors.joining(", "));
    }

    /** Those that are set, and then, if they tell, those that they name. */
    private List<PortAnswer> ask() {
        PlainProbe probe = new PlainProbe(PATIENCE_MILLIS);
        List<PortAnswer> answers = new ArrayList<>();
        List<PortAnswer> listed = new ArrayList<>();
        Set<BrokerAddress> more = new LinkedHashSet<>();
        for (BrokerAddress address : listed()) {
            boolean inTime = !probe.isOver(); // Else it is unknown whether this one would answer.
            PortAnswer answer = probe.ask(address, "PLAINTEXT".equals(protocol()));
            answers.add(answer);
            more.addAll(answer.advertised());
            if (inTime) {
                listed.add(answer);
            }
        }
        settings.look(listed);
        listed().forEach(more::remove);
        for (BrokerAddress address : more) {
            if (!probe.isOver()) {
                answers.add(probe.ask(address, false));
            }
        }
        return answers;
    }

    private List<BrokerAddress> listed() {
        return BrokerAddress.parse(settings.brokers());
    }

    private boolean isEncrypted() {
        return protocol().endsWith("SSL");
    }

    private String protocol() {
        return settings.admin()
                .getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT")
                .toString();
    }
}
