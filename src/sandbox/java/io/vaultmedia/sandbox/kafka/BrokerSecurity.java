package io.vaultmedia.sandbox.kafka;

import io.vaultmedia.sandbox.net.FreePort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a secured broker demands of its clients: TLS, a login, and an ACL for each operation. Clients log in by name
 * and password (SASL_SSL, SCRAM-SHA-512) at the broker's own address, or by certificate (SSL) on another port. The
 * controller's port is open on loopback, for the broker only. Immutable.
 *
 * @param keyStore PKCS12, with the key of {@code localhost}; it must contain clients' certificates too
 * @param keyStorePassword of the file and of the key
 * @param administratorPassword of {@link #ADMINISTRATOR}, who may do everything, and as whom the broker itself logs in
 * @param passwords of the users who may do nothing until an ACL allows it, by their names
 * @param certificatePort for clients that log in by certificate
 */
public record BrokerSecurity(
        Path keyStore,
        String keyStorePassword,
        String administratorPassword,
        Map<String, String> passwords,
        int certificatePort) {

    /** The name of the only user who needs no ACL. */
    public static final String ADMINISTRATOR = "admin";

    /** With a free port for clients that log in by certificate. */
    public BrokerSecurity(
            Path keyStore, String keyStorePassword, String administratorPassword, Map<String, String> passwords) {
        this(keyStore, keyStorePassword, administratorPassword, passwords, FreePort.any());
    }

    /** Returns a client's {@code sasl.jaas.config} for this user. */
    public static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    /**
     * Returns the value for {@code bootstrap.servers}. It contains a host name, because the certificate is for a name.
     */
    static String address(int port) {
        return "localhost:" + port;
    }

    void applyTo(Properties settings, LoopbackPorts ports) {
        listeners(settings, ports);
        tls(settings);
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        settings.put(
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", login(ADMINISTRATOR, administratorPassword));
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("allow.everyone.if.no.acl.found", "false");
        // Only the broker itself connects to the controller, where it has no name.
        settings.put("super.users", "User:" + ADMINISTRATOR + ";User:ANONYMOUS");
    }

    private void listeners(Properties settings, LoopbackPorts ports) {
        settings.put(
                "listeners",
                "SASL_SSL://127.0.0.1:" + ports.broker() + ",SSL://127.0.0.1:" + certificatePort
                        + ",CONTROLLER://127.0.0.1:" + ports.controller());
        settings.put(
                "advertised.listeners", "SASL_SSL://" + address(ports.broker()) + ",SSL://" + address(certificatePort));
        settings.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,SSL:SSL,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "SASL_SSL");
        settings.put("listener.name.ssl.ssl.client.auth", "required");
    }

    private void tls(Properties settings) {
        for (String store : List.of("keystore", "truststore")) {
            settings.put("ssl." + store + ".type", "PKCS12");
            settings.put("ssl." + store + ".location", keyStore.toAbsolutePath().toString());
            settings.put("ssl." + store + ".password", keyStorePassword);
        }
        settings.put("ssl.key.password", keyStorePassword);
    }

    /** Returns the arguments of {@code kafka-storage.sh format} that add the users. */
    List<String> usersToAdd() {
        List<String> arguments = new ArrayList<>(addUser(ADMINISTRATOR, administratorPassword));
        passwords.forEach((name, password) -> arguments.addAll(addUser(name, password)));
        return arguments;
    }

    private static List<String> addUser(String name, String password) {
        return List.of("--add-scram", "SCRAM-SHA-512=[name=" + name + ",password=" + password + "]");
    }
}
