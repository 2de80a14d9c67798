package io.vaultmedia.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import io.vaultmedia.sandbox.net.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with brokers' addresses is said in one sentence, before Kafka's client could run out of memory for it. */
@WithKafka
class BrokerCheckTest {

    private static final String TLS_ALERT = "\25\3\3\0\2\2P";

    private final KafkaException timedOut =
            new KafkaException(new TimeoutException("Timed out waiting for a node assignment. Call: listNodes"));

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final KafkaComponent kafka = context.getComponent("kafka", KafkaComponent.class);
    private final KafkaSettings settings = new KafkaSettings(context);
    private final BrokerCheck check = new BrokerCheck(settings);

    @AfterEach
    void stop() {
        context.stop();
    }

    /** Answers each connection with these bytes, once it got any; closes it then if {@code closing}. */
    private static final class Port implements AutoCloseable {

        private final ServerSocket server;
        private final byte[] answer;
        private final boolean closing;

        Port(byte[] answer, boolean closing) {
            this.answer = answer;
            this.closing = closing;
            try {
                server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread thread = new Thread(this::serve, "port");
            thread.setDaemon(true);
            thread.start();
        }

        @SuppressWarnings("resource") // A silent one stays open.
        private void serve() {
            try {
                while (true) {
                    Socket socket = server.accept();
                    socket.getInputStream().readNBytes(1);
                    socket.getOutputStream().write(answer);
                    if (closing) {
                        socket.close();
                    }
                }
            } catch (IOException e) {
                // Closed.
            }
        }

        String address() {
            return "127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private static Port answering(String answer) {
        return new Port(answer.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    private void brokers(String addresses) {
        kafka.getConfiguration().setBrokers(addresses);
    }

    private String explained() {
        return check.explain(timedOut).getMessage();
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1 400 Bad Request, HTTP", "SSH-2.0-OpenSSH_9.2, SSH", "+OK POP3 server ready, another protocol"
    })
    void refusesAPortThatSpeaksSomethingElse(String answer, String name) throws IOException {
        try (Port port = answering(answer)) {
            brokers(port.address());

            assertThatThrownBy(check::requireKafka)
                    .isInstanceOf(ExplainedException.class)
                    .hasMessage(port.address() + " does not speak Kafka's plain protocol: it speaks " + name
                            + "; check host and port in camel.component.kafka.brokers, and the brokers'"
                            + " advertised.listeners");
        }
    }

    @Test
    void refusesAPortThatSpeaksTls() throws IOException {
        try (Port port = answering(TLS_ALERT)) {
            brokers(port.address());

            assertThatThrownBy(check::requireKafka)
                    .hasMessage(port.address() + " does not speak Kafka's plain protocol: it speaks TLS; set"
                            + " camel.component.kafka.security-protocol to SSL or SASL_SSL, or name Kafka's plain port in"
                            + " camel.component.kafka.brokers");
        }
    }

    @Test
    void refusesABrokerThatSendsItsClientsToAPortThatSpeaksSomethingElse() throws IOException {
        try (Port port = answering("HTTP/1.1 400 Bad Request");
                Broker broker = new Broker(port.address())) {
            brokers(broker.address());

            assertThatThrownBy(check::requireKafka).hasMessageStartingWith(port.address() + " does not speak");
        }
    }

    @Test
    void looksAtPortsOnlyIfTheClientIsToSpeakPlainly() throws IOException {
        try (Port port = answering(TLS_ALERT)) {
            brokers(port.address());
            kafka.getConfiguration().setSecurityProtocol("SSL");

            assertThatCode(check::requireKafka).doesNotThrowAnyException();
        }
    }

    @Test
    void leavesAPortThatSaysNothingToTheClientSoonAndExplainsItsFailure() throws IOException {
        try (Port silent = answering("");
                Port closing = new Port(new byte[0], true)) {
            brokers(silent.address() + "," + closing.address());
            long begun = System.nanoTime();

            assertThatCode(check::requireKafka).doesNotThrowAnyException();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
            assertThat(explained())
                    .isEqualTo("Kafka at " + silent.address() + "," + closing.address() + " cannot be reached: "
                            + silent.address() + ": it takes the connection, but does not answer, " + closing.address()
                            + ": it closes the connection without an answer; check camel.component.kafka.brokers, and"
                            + " that Kafka is running there");
        }
    }

    @Test
    void newClientsDoWithoutABrokerThatSaysNothing() throws IOException {
        try (Port silent = answering("")) {
            String broker = KafkaExtension.bootstrapServers();
            brokers(silent.address() + "," + broker);

            check.requireKafka();

            assertThat(settings.producer("id")).containsEntry("bootstrap.servers", broker);
        }
    }

    @Test
    void findsNothingWrongWithABroker() {
        brokers(KafkaExtension.bootstrapServers());

        assertThatCode(check::requireKafka).doesNotThrowAnyException();
        assertThat(check.explain(timedOut)).isSameAs(timedOut);
    }

    @Test
    void saysThatABrokerSpeaksPlainlyWhereTlsIsAskedFor() {
        brokers(KafkaExtension.bootstrapServers());
        kafka.getConfiguration().setSecurityProtocol("SSL");

        assertThat(explained())
                .isEqualTo(
                        "Kafka at " + KafkaExtension.bootstrapServers() + " speaks its plain protocol on this port, but"
                                + " camel.component.kafka.security-protocol asks for TLS; correct"
                                + " camel.component.kafka.security-protocol, or the port in camel.component.kafka.brokers");
    }

    @Test
    void saysThatNobodyIsThere() {
        String closed = "127.0.0.1:" + FreePort.any();
        brokers(closed);

        assertThat(explained())
                .isEqualTo("Kafka at " + closed + " cannot be reached: the connection is refused; check"
                        + " camel.component.kafka.brokers, and that Kafka is running there");

        brokers("no-such-host.invalid:9092");

        assertThat(explained()).contains("cannot be reached: the host name is unknown; check");
    }

    @Test
    void oneAddressOfManyThatAnswersIsEnough() {
        brokers("127.0.0.1:" + FreePort.any() + "," + KafkaExtension.bootstrapServers());

        assertThat(check.explain(timedOut)).isSameAs(timedOut);
    }

    @Test
    void namesAnAdvertisedListenerThatCannotBeReached() throws IOException {
        String nowhere = "127.0.0.1:" + FreePort.any();
        try (Broker broker = new Broker(nowhere)) {
            brokers(broker.address());

            assertThat(explained())
                    .isEqualTo("Kafka at " + broker.address() + " answers, but sends its clients to " + nowhere
                            + ", and there the connection is refused; correct the brokers' advertised.listeners, or make"
                            + " these addresses reachable from here");
        }
    }

    @Test
    void doesNotExplainWhatABrokerHasAnswered() {
        brokers("127.0.0.1:" + FreePort.any());
        KafkaException refused = new KafkaException(new SaslAuthenticationException("wrong password"));

        assertThat(check.explain(refused)).isSameAs(refused);
    }

    /** Answers two requests of a connection as a broker does that advertises this address. */
    private static final class Broker implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final String host;
        private final int advertisedPort;

        Broker(String advertised) throws IOException {
            host = advertised.substring(0, advertised.indexOf(':'));
            advertisedPort = Integer.parseInt(advertised.substring(host.length() + 1));
            Thread thread = new Thread(this::serve, "broker");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            try {
                while (true) {
                    try (Socket socket = server.accept()) {
                        answer(socket, new byte[] {0, 35, 0, 0, 0, 0});
                        answer(socket, metadata());
                    }
                }
            } catch (IOException e) {
                // Closed.
            }
        }

        private byte[] metadata() {
            return ByteBuffer.allocate(18 + host.length())
                    .putInt(1)
                    .putInt(7)
                    .putShort((short) host.length())
                    .put(host.getBytes(StandardCharsets.US_ASCII))
                    .putInt(advertisedPort)
                    .putShort((short) -1)
                    .putShort((short) 0)
                    .array();
        }

        private static void answer(Socket socket, byte[] body) throws IOException {
            int length = ByteBuffer.wrap(socket.getInputStream().readNBytes(4)).getInt();
            byte[] request = socket.getInputStream().readNBytes(length);
            ByteBuffer answer = ByteBuffer.allocate(8 + body.length)
                    .putInt(4 + body.length)
                    .put(request, 4, 4) // The correlation.
                    .put(body);
            socket.getOutputStream().write(answer.array());
        }

        String address() {
            return "127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
