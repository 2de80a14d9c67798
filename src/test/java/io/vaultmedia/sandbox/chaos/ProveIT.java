package io.vaultmedia.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks {@link Prove}: the packaged kit, as users run it, on a broker that is not its own. */
class ProveIT {

    /** Its only round kills both replicas. */
    private static final String[] OPTIONS = {"--rounds", "1", "--seed", "314"};

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static JavaProcess failing;
    private static JavaProcess passing;
    private static JavaProcess nowhere;

    /** They run at the same time: for the most part, they wait for the group's session timeout. */
    @BeforeAll
    static void start() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        nowhere = start("nowhere", "127.0.0.1:1");
        failing = start("failing", kafka.bootstrapServers(), OPTIONS);
        ConsumerRecord<byte[], byte[]> record = Awaitility.await("a record").until(ProveIT::first, Objects::nonNull);
        passing = start("passing", kafka.bootstrapServers(), OPTIONS);
        publishAgain(record);
    }

    @AfterAll
    static void close() {
        nowhere.close();
        failing.close();
        passing.close();
        kafka.close();
    }

    @Test
    void reportsThatNothingIsLostOrRepeated() {
        assertThat(exitCode(passing)).as(passing.log()).isZero();

        assertThat(passing.log())
                .contains("Verdict: each stored variant was published exactly once")
                .containsPattern("\\n[0-9:]{8} +1  kill replica")
                .containsPattern("\\nlost +0 ")
                .contains("--kafka " + kafka.bootstrapServers(), "--rounds 1", "--seed 314");
        assertThat(passing.log().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    /** The fault is planted: the test writes a record again, as a replica would that does not know its ledger. */
    @Test
    void failsIfARecordIsPublishedAgain() {
        assertThat(exitCode(failing)).as(failing.log()).isEqualTo(1);

        assertThat(failing.log()).contains("Verdict: a FAULT was found").containsPattern("\\nrepeated +1 ");
    }

    @Test
    void deletesItsTopics() throws Exception {
        exitCode(passing);
        exitCode(failing);

        assertThat(topics()).isEmpty();
    }

    @Test
    void cleansUpIfItIsEndedInTheMiddleOfARound() throws Exception {
        exitCode(passing); // Before, the machine is busy.
        exitCode(failing);
        Path own = Files.createDirectory(folder.resolve("ended"));
        try (JavaProcess ended = startIn(own, "ended", kafka.bootstrapServers(), OPTIONS)) {
            Awaitility.await("the first round").atMost(Duration.ofMinutes(2)).until(ProveIT::hasPublished);
            List<ProcessHandle> children =
                    ProcessHandle.of(ended.pid()).orElseThrow().descendants().toList();
            Set<String> topics = topics();
            ended.terminate();

            assertThat(ended.exitCode()).as("SIGTERM").isEqualTo(143);
            assertThat(children).as("API and replica").hasSizeGreaterThan(1).noneMatch(ProcessHandle::isAlive);
            assertThat(topics).isNotEmpty();
            assertThat(topics()).isEmpty();
            assertThat(ended.log())
                    .contains("Ended early: there is no verdict. Its processes are killed.\n")
                    .containsPattern("\nIts topics vault-prove-[0-9a-f]{8}\\.\\* are deleted\\.\n")
                    .contains("logs of all processes: " + own)
                    .doesNotContain("Exception", "Verdict:");
        }
    }

    private static boolean hasPublished() throws Exception {
        return first() != null;
    }

    @Test
    void endsInOneLineIfThereIsNoKafka() {
        assertThat(exitCode(nowhere)).as(nowhere.log()).isEqualTo(2);

        assertThat(nowhere.log())
                .startsWith("vault-media-routes-prove: Kafka does not answer at 127.0.0.1:1: ")
                .hasLineCount(1);
    }

    private static JavaProcess start(String name, String brokers, String... options) {
        return startIn(folder, name, brokers, options);
    }

    private static JavaProcess startIn(Path temporary, String name, String brokers, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "-Djava.io.tmpdir=" + temporary, "-jar", "prove/vault-media-routes-prove.jar", "--kafka", brokers));
        arguments.addAll(List.of(options));
        return JavaProcess.start(folder.resolve(name + ".log"), Map.of(), arguments);
    }

    private static int exitCode(JavaProcess kit) {
        Awaitility.await("the kit to end").atMost(Duration.ofMinutes(3)).until(() -> !kit.isAlive());
        return kit.exitCode();
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static Set<String> topics() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client())) {
            return admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith("vault-prove-"))
                    .collect(Collectors.toSet());
        }
    }

    /** Returns a variant's record; null if there is none yet. */
    private static ConsumerRecord<byte[], byte[]> first() throws ExecutionException, InterruptedException {
        return topics().stream()
                .filter(topic -> topic.endsWith(".image"))
                .map(topic -> topic.substring(0, topic.lastIndexOf('.')))
                .flatMap(prefix -> new CommittedTopics(client(), prefix).read("image"::equals).stream())
                .findFirst()
                .orElse(null);
    }

    private static void publishAgain(ConsumerRecord<byte[], byte[]> record)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            record.topic(), record.partition(), record.key(), record.value(), record.headers()))
                    .get();
        }
    }
}
