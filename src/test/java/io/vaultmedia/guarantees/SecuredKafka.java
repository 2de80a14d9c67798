package io.vaultmedia.guarantees;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.kafka.BrokerSecurity;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import io.vaultmedia.shard.Shards;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.admin.AclCommand;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/** A broker that lets in, and do, only what it was told to; and what it takes to get in. */
final class SecuredKafka implements AutoCloseable {

    /** The user whom the page gives its ACLs to. */
    static final String PRINCIPAL = "User:" + OperatingPage.USER;

    /** Has what shells, JAAS and Camel might trip over. */
    static final String PASSWORD = "0secret5 $&%#{x}?+";

    private static final String ADMINISTRATOR_PASSWORD = "0secret6";
    private static final String STORE_PASSWORD = "changeit";
    private static final Path STORE = Path.of("src/test/resources/tls/localhost.p12");

    private final BrokerSecurity security =
            new BrokerSecurity(STORE, STORE_PASSWORD, ADMINISTRATOR_PASSWORD, Map.of(OperatingPage.USER, PASSWORD));
    private final OperatingPage page = new OperatingPage();
    private final Path folder = KafkaExtension.freshFolder();
    private final EmbeddedKafka kafka = EmbeddedKafka.startSecured(folder.resolve("data"), 0, security);
    private final Path trustStore = exportCertificate();
    private final Admin admin = Admin.create(administrator());

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The page's settings for a login by password, with this broker's own values where the page has an example's. */
    Map<String, String> byPassword() {
        Map<String, String> settings =
                new HashMap<>(page.properties("camel.component.kafka.security-protocol=SASL_SSL"));
        settings.replace("camel.component.kafka.brokers", bootstrapServers());
        settings.replace(
                "camel.component.kafka.ssl-truststore-location",
                trustStore.toAbsolutePath().toString());
        settings.computeIfPresent(
                "camel.component.kafka.sasl-jaas-config", (key, jaas) -> jaas.replace("<password>", PASSWORD));
        return settings;
    }

    /** The same by environment variables. */
    Map<String, String> byEnvironment() {
        Map<String, String> variables = new HashMap<>(page.environment("CAMEL_COMPONENT_KAFKA_SASL_PASSWORD"));
        variables.replace("CAMEL_COMPONENT_KAFKA_BROKERS", bootstrapServers());
        variables.replace(
                "CAMEL_COMPONENT_KAFKA_SSL_TRUSTSTORE_LOCATION",
                trustStore.toAbsolutePath().toString());
        variables.replace("CAMEL_COMPONENT_KAFKA_SASL_PASSWORD", PASSWORD);
        return variables;
    }

    /** The page's settings for a login by certificate. */
    Map<String, String> byCertificate() {
        Map<String, String> settings = new HashMap<>(page.properties("camel.component.kafka.security-protocol=SSL"));
        settings.replace("camel.component.kafka.brokers", "localhost:" + security.certificatePort());
        settings.replace(
                "camel.component.kafka.ssl-truststore-location",
                trustStore.toAbsolutePath().toString());
        settings.replace(
                "camel.component.kafka.ssl-keystore-location",
                STORE.toAbsolutePath().toString());
        settings.replaceAll((key, value) -> value.replace("<password>", STORE_PASSWORD));
        return settings;
    }

    /** What consumers of a prefix see, by the eyes of someone who may see all. */
    Published published(String prefix) {
        return new Published(administrator(), prefix);
    }

    /** What the page's table lists, for this user, and for topics and a group of this prefix. */
    List<AclBinding> acls(String principal, String prefix) {
        return renamed(page.acls(), principal, prefix);
    }

    /** ACLs of the page for this user, and for topics and a group of this prefix. */
    List<AclBinding> renamed(List<AclBinding> acls, String principal, String prefix) {
        return acls.stream().map(acl -> renamed(acl, principal, prefix)).toList();
    }

    void create(Collection<NewTopic> topics) {
        get(admin.createTopics(topics).all());
    }

    void grant(Collection<AclBinding> acls) {
        get(admin.createAcls(acls).all());
    }

    /** Gives a user, there already or not, this password. */
    void setPassword(String user, String password) {
        get(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                .all());
    }

    /** All ACLs of a user. */
    Collection<AclBinding> aclsOf(String principal) {
        return get(admin.describeAcls(new AclBindingFilter(
                        ResourcePatternFilter.ANY,
                        new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY)))
                .values());
    }

    /** Runs the commands that the page lists, as {@code kafka-acls.sh} does, against this broker. */
    void runAclCommands() {
        Path client = storeAdministrator();
        for (List<String> command : page.aclCommands()) {
            List<String> arguments = new ArrayList<>(command);
            Collections.replaceAll(arguments, "kafka-1:9093", bootstrapServers());
            Collections.replaceAll(arguments, "admin.properties", client.toString());
            AclCommand.main(arguments.toArray(String[]::new));
        }
    }

    private Path storeAdministrator() {
        Path file = folder.resolve("admin.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            administrator().store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
        return file;
    }

    private static AclBinding renamed(AclBinding acl, String principal, String prefix) {
        ResourcePattern pattern = acl.pattern();
        String name = pattern.name().replace("ofauth.vault.media", prefix).replace("vault-media-routes", prefix);
        return new AclBinding(
                new ResourcePattern(pattern.resourceType(), name, pattern.patternType()),
                new AccessControlEntry(
                        principal,
                        acl.entry().host(),
                        acl.entry().operation(),
                        acl.entry().permissionType()));
    }

    private Properties administrator() {
        Properties client = new Properties();
        client.put("bootstrap.servers", bootstrapServers());
        client.put("security.protocol", "SASL_SSL");
        client.put("sasl.mechanism", "SCRAM-SHA-512");
        client.put("sasl.jaas.config", BrokerSecurity.login(BrokerSecurity.ADMINISTRATOR, ADMINISTRATOR_PASSWORD));
        client.put("ssl.truststore.type", "PEM");
        client.put("ssl.truststore.location", trustStore.toAbsolutePath().toString());
        return client;
    }

    static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("asking Kafka as its administrator", e);
        }
    }

    private Path exportCertificate() {
        try {
            byte[] certificate = KeyStore.getInstance(STORE.toFile(), STORE_PASSWORD.toCharArray())
                    .getCertificate("localhost")
                    .getEncoded();
            String pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(certificate)
                    + "\n-----END CERTIFICATE-----\n";
            return Files.writeString(folder.resolve("ca.pem"), pem);
        } catch (IOException e) {
            throw new UncheckedIOException("exporting the certificate of " + STORE, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("exporting the certificate of " + STORE, e);
        }
    }

    static VaultSimulator apiOfAlice() {
        VaultSimulator api = VaultSimulator.start();
        api.vault(Product.ALICE).load(120, "full", "thumb");
        return api;
    }

    /** The product with these settings publishes all that the API has. */
    void assertPublishes(Map<String, String> settings, String prefix) {
        try (VaultSimulator api = apiOfAlice();
                Product product = start(api, prefix, settings)) {
            published(prefix).awaitAllOf(api, "alice", Product.ALICE);
            await().untilAsserted(() -> assertThat(shards(product).owned())
                    .isEqualTo(shards(product).count()));
        }
    }

    /** The product with these settings runs, but with no shard open, and says why. */
    void assertTrouble(Map<String, String> settings, String prefix, String why) {
        try (VaultSimulator api = apiOfAlice();
                Product product = start(api, prefix, settings)) {
            await().untilAsserted(() ->
                    assertThat(shards(product).trouble()).isNotNull().startsWith(why));
            assertThat(shards(product).owned()).isZero();
        }
    }

    private Product start(VaultSimulator api, String prefix, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("vault.connections", "alice=" + Product.ALICE);
        return Product.start(api, bootstrapServers(), prefix, settings);
    }

    private static Shards shards(Product product) {
        return product.context().getRegistry().lookupByNameAndType("vaultShards", Shards.class);
    }

    @Override
    public void close() {
        admin.close();
        kafka.close();
    }
}
