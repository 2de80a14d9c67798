package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ManagementAddressTest {

    @Test
    void refusesAPortThatIsInUse() throws IOException {
        int port;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = other.getLocalPort();
            assertThatThrownBy(() -> ManagementAddress.check("localhost", port))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("camel.management.port=" + port + ": cannot be opened on localhost: ");
        }
        assertThatCode(() -> ManagementAddress.check("localhost", port)).doesNotThrowAnyException();
    }

    @Test
    void refusesAPortThatNoMachineHas() {
        assertThatThrownBy(() -> ManagementAddress.check("localhost", 65536))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("camel.management.port=65536: ");
    }

    @Test
    void takesAnyFreePort() {
        assertThatCode(() -> ManagementAddress.check("0.0.0.0", 0)).doesNotThrowAnyException();
    }
}
